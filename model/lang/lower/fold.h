// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "model/lang/tree.h"
#include "model/program/program.h"

namespace mmapck::lang::lowering {

using program::ExprId;
using program::Op;
using program::VarId;

/// The values from low to high.
struct Interval {
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
    bool contains(std::int64_t value) const { return low <= value && value <= high; }
    bool within(Interval other) const { return other.low <= low && high <= other.high; }
};

/// The values of an integer type. Values of 64 unsigned bits are kept as their two's complement.
Interval interval_of(const tree::Type& type);

/// Builds expressions and folds what is constant on the way, so that branches on constants, calls through constant tables and
/// conversions that change nothing never become steps. Each operation is O(1) expected.
class Fold {
  public:
    /// Both outlive the Fold; all nodes of `expressions` are built through it.
    Fold(program::Expressions& expressions, const std::vector<program::Variable>& variables)
        : expressions_(expressions), variables_(variables) {}

    /// No step ever stores to this variable: its cells are their initial values.
    void freeze(VarId variable);
    bool is_frozen(VarId variable) const { return variable < frozen_.size() && frozen_[variable]; }

    ExprId constant(std::int64_t value);
    ExprId choice();
    ExprId load(VarId variable);
    ExprId element(VarId variable, ExprId index);   ///< no_expr: the only cell of a scalar
    ExprId unary(Op op, ExprId a);
    ExprId binary(Op op, ExprId a, ExprId b);
    ExprId conditional(ExprId condition, ExprId then, ExprId otherwise);

    ExprId wrap(ExprId a, const tree::Type& type);  ///< converted to an integer type
    ExprId truth(ExprId a);                         ///< a != 0
    ExprId negation(ExprId a);                      ///< a == 0
    ExprId both(ExprId a, ExprId b) { return binary(Op::logic_and, a, b); }
    ExprId either(ExprId a, ExprId b) { return binary(Op::logic_or, a, b); }
    ExprId equal(ExprId a, std::int64_t value) { return binary(Op::equal, a, constant(value)); }
    ExprId plus(ExprId a, std::int64_t value) { return binary(Op::add, a, constant(value)); }

    std::optional<std::int64_t> value(ExprId a) const;
    bool is(ExprId a, std::int64_t wanted) const;
    Interval interval(ExprId a) const { return intervals_[a]; }
    const program::Expression& operator[](ExprId a) const { return expressions_[a]; }

  private:
    ExprId add(const program::Expression& expression);
    Interval bound(const program::Expression& expression) const;
    ExprId arithmetic(Op op, ExprId a, ExprId b);
    ExprId comparison(Op op, ExprId a, ExprId b);
    ExprId logic(Op op, ExprId a, ExprId b);
    bool is_boolean(ExprId a) const { return intervals_[a].within({0, 1}); }

    program::Expressions& expressions_;
    const std::vector<program::Variable>& variables_;
    std::vector<Interval> intervals_;   // by ExprId
    std::vector<bool> frozen_;          // by VarId
};

}  // namespace mmapck::lang::lowering
