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

struct Passing {
    std::optional<PassingRun> run;
    std::string why_not;       ///< one sentence, where there is no run
};

/// The run that passes and has most in common with the counterexample, of those that take one other step and from there no further fault; of
/// those that part at the same place, one whose other step is of the same task. Found depth first, so that tasks rather go on than change. Where there is none, such runs with
/// further faults. Where there is none of these either, `why_not` says what all runs come to, or that 2,000,000 steps were too few to know. A cycle of locks is no property of one run. The
/// counterexample must be confirmed (replay.h). O(steps x (cells + expressions)).
Passing passing_run(const program::Program& program, const checker::Counterexample& counterexample);

}  // namespace mmapck::reports
