// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::replay {

/// What a system call of a task returned.
struct Returned {
    std::string call;                ///< the function's name
    std::int64_t value = 0;
};

/// A run without faults in which the first task that can move always does, in the first way there is, and all tasks have come as far as they do.
struct FirstRun {
    std::vector<Returned> returned;  ///< in order; not those of the setup and the teardown
    std::string violation;           ///< its kind, if the run came to one
};

/// The first runs for each value of the first choice that the program makes.
struct FirstRuns {
    program::StepId choice = program::none;      ///< the step that chooses; none: there is no choice in the first move
    std::map<std::int64_t, FirstRun> by_value;   ///< 0 where there is no choice
};

/// The plain interpreter runs them; runs that do not end within 10'000 moves are cut there.
FirstRuns first_runs(const program::Program& program);

}  // namespace mmapck::checker::replay
