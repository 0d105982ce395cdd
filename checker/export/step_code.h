// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/export/terms.h"
#include "model/program/program.h"

namespace mmapck::checker::exports {

/// The body of a procedure: names of its numbers, and statements.
struct Body {
    std::vector<std::string> variables;
    std::vector<std::string> statements;
};

/// Takes a step whose guard holds. What it chose is in `choice`; `place` is the name of where the task is. Calls functions invariant_N.
Body step_body(const program::Program& program, const program::Step& step, const std::string& place, Terms& terms, const Dialect& dialect);

/// Gives `ways` the number of ways in which the step can be taken: 0 where its guard is 0, else its number of choices, else 1.
Body ways_body(const program::Step& step, Terms& terms, const Dialect& dialect);

/// Gives n_STEP the number of ways of each step from a location, by calls of functions ways_STEP; `sum` becomes the number of all.
Body location_body(const program::Program& program, program::LocationId at, const Dialect& dialect, std::string& sum);

/// Gives `result` the value of an expression.
Body value_body(program::ExprId expression, Terms& terms, const Dialect& dialect);

/// Whether ways_body would always say 1.
bool one_way(const program::Step& step);

}  // namespace mmapck::checker::exports
