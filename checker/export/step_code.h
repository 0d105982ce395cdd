// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/export/terms.h"
#include "model/program/program.h"

namespace mmapck::checker::exports {

/// The body of a procedure: names of its numbers, each once, and statements.
struct Body {
    std::vector<std::string> variables;
    std::vector<std::string> statements;
};

/// Takes a step whose guard holds. What it chose is in `choice`; `place` is the name of where the task is.
Body step_body(const program::Program& program, const program::Step& step, const std::string& place, Terms& terms, const Dialect& dialect);

/// Gives n0, n1, ... the number of ways in which each step from a location can be taken: 0 where its guard is 0, else its number of choices, else 1; and low0, low1, ...
/// the first choice of those that choose. `sum` becomes the number of all.
Body ways_body(const program::Program& program, program::LocationId at, Terms& terms, const Dialect& dialect, std::string& sum);

/// The guard of the first of two steps from a location where the other is taken exactly if this one is not, and neither chooses; `no_expr` elsewhere. Then there is one way.
program::ExprId deciding_guard(const program::Program& program, program::LocationId at);

/// What must come before a condition's text, `truth`.
Body truth_body(program::ExprId condition, Terms& terms, std::string& truth);

/// Gives `result` the value of an expression.
Body value_body(program::ExprId expression, Terms& terms, const Dialect& dialect);

/// Whether a step can always be taken, in one way.
bool one_way(const program::Step& step);

}  // namespace mmapck::checker::exports
