// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// An expression that must be true (not 0), or must be false.
struct Literal {
    program::ExprId expression = 0;
    bool truth = true;
    friend bool operator==(const Literal&, const Literal&) = default;
};

/// One of its literals must hold. They are tried in order.
using Clause = std::vector<Literal>;

/// Clauses that all hold exactly if `condition` is not 0; none if it never is 0. A condition lowered from a function with early
/// returns, `a ? 0 : !a && b && c ? 0 : ...`, comes apart into its tests, as each of them is only asked for if those before it
/// hold. O(n log n) in the nodes of the condition as a tree of logical operators.
std::vector<Clause> clauses(const program::Expressions& expressions, program::ExprId condition);

}  // namespace mmapck::checker::explicit_
