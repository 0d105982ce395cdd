// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "checker/symbolic/s_expression.h"
#include "checker/symbolic/terms.h"

namespace mmapck::checker::symbolic {

/// A formula of SMT-LIB 2 over integers and truth values as a term.
class FormulaReader {
  public:
    /// The terms must outlive it.
    explicit FormulaReader(Terms& terms) : terms_(terms) {}

    /// What a name stands for.
    void let(const std::string& name, ExprId term) { names_[name] = term; }

    /// Nothing if the formula has something that is no linear arithmetic.
    std::optional<ExprId> operator()(const SExpression& formula);

  private:
    std::optional<ExprId> apply(const std::string& op, const std::vector<ExprId>& operands);
    std::optional<ExprId> in_scope(const SExpression& let);

    Terms& terms_;
    std::map<std::string, ExprId> names_;
};

}  // namespace mmapck::checker::symbolic
