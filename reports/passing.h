// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::reports {

/// A run to the end in which nothing is violated.
struct PassingRun {
    checker::Trace trace;
    std::size_t common = 0;    ///< steps from the start that are those of the counterexample
    std::string instead;       ///< what happens then: "vm_area_alloc fails", "vm_area_alloc does not fail", "task B goes on"
    program::Position parts;   ///< where the first other step is
};

/// The run that passes and has most in common with the counterexample, of those that take one other step and from there no further fault,
/// tasks one after the other. Empty if none does, or none was found within 60,000 steps. Such a step is, where several part at the same place, one of the same task first. A
/// cycle of locks is no property of one run, so there is none for it. The counterexample must be confirmed (replay.h). O(steps x (cells + expressions)).
std::optional<PassingRun> passing_run(const program::Program& program, const checker::Counterexample& counterexample);

}  // namespace mmapck::reports
