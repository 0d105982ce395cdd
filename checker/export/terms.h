// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::exports {

/// How a language writes expressions and statements. Numbers and truth values are different types.
class Dialect {
  public:
    virtual ~Dialect() = default;
    virtual std::string constant(std::int64_t value) const = 0;
    virtual std::string load(program::VarId variable) const = 0;
    /// Element `index` (a name or a constant) of an array; 0 outside.
    virtual std::string element(program::VarId variable, const std::string& index) const = 0;
    /// The same of an index that is known to be inside.
    virtual std::string element_inside(program::VarId variable, const std::string& index) const { return element(variable, index); }
    /// Any operator but constant, choice, load and element. Operands of logical operators and the condition of a conditional are
    /// truth values, all others numbers; what yields_truth(node.op) is a truth value.
    virtual std::string apply(const program::Expression& node, const std::string& a, const std::string& b, const std::string& c) const = 0;
    virtual std::string number(const std::string& truth) const = 0;
    virtual std::string truth(const std::string& number) const = 0;
    virtual std::string assign(const std::string& to, const std::string& value) const = 0;
    /// Ends the run as a violation unless the truth value is true.
    virtual std::string check(const std::string& truth, const std::string& words) const = 0;
    /// Makes the move impossible unless the truth value is true.
    virtual std::string assume(const std::string& truth) const = 0;
    /// Gives a cell another value; `index` is empty for a scalar.
    virtual std::string store(program::VarId variable, const std::string& index, const std::string& value) const = 0;
    /// Every cell of the variable that is `object` (a name) becomes `object` + `instances`.
    virtual std::string make_dangle(program::VarId variable, const std::string& object, std::int64_t instances) const = 0;
};

bool yields_truth(program::Op op);

/// Straight-line code for a few expressions: what is used more than once, and is no constant or cell, is computed once, in the order of the arena.
class Terms {
  public:
    /// The arguments must outlive it.
    Terms(const program::Program& program, const Dialect& dialect);

    /// Starts anew with these roots; `no_expr` is passed over.
    void begin(const std::vector<program::ExprId>& roots);

    /// Statements that must come first, one each; they give values to `temporaries()` names t0, t1, ...
    const std::vector<std::string>& statements() const { return statements_; }
    std::size_t temporaries() const { return statements_.size(); }

    /// Texts of expressions below the roots.
    std::string number(program::ExprId id) const;
    std::string truth(program::ExprId id) const;

  private:
    std::string inner(program::ExprId id) const;

    const program::Program& program_;
    const Dialect& dialect_;
    std::vector<std::uint32_t> uses_;        // by expression
    std::vector<program::ExprId> nodes_;     // those below the roots
    std::vector<std::string> names_;         // by expression: its temporary
    std::vector<std::string> statements_;
};

}  // namespace mmapck::checker::exports
