// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/env.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// Where the states of a program come from. Invariants are not looked at, and moves into a violation lead nowhere: of a program that
/// holds, there are as many states as check() stores. All numbers are the same on every machine.
struct Census {
    /// What one variable, or one task's place in its text, adds.
    struct Dimension {
        std::uint64_t values = 0;    ///< different ones, of all its cells together
        std::uint64_t without = 0;   ///< states that were left if it could not be told apart; an estimate within 2 %
    };
    struct Step {
        std::uint64_t moves = 0;     ///< that begin with it
        std::uint64_t found = 0;     ///< states that such a move found first
    };

    bool complete = true;                    ///< false: a limit ended it
    std::uint64_t states = 0;
    std::uint64_t moves = 0;
    std::uint64_t state_bits = 0;
    std::vector<std::uint64_t> levels;       ///< states by the moves of the shortest run to them
    std::vector<std::uint64_t> by_faults;    ///< states by the fewest faults of a run to them, as far as there are any
    std::vector<std::uint64_t> without_task; ///< by task: states that runs without any move of it reach; empty of an incomplete census
    std::vector<Step> steps;                 ///< by StepId
    std::vector<Dimension> variables;        ///< by VarId
    std::vector<Dimension> tasks;            ///< by TaskId: their locations
};

/// Visits the states of a valid program, breadth first. Of `limits`, states and memory count; of an incomplete census the last level is left out. O(states x (moves + variables)).
Census take_census(const program::Program& program, const Limits& limits, const Env& env);

/// The levels alone: steps, variables and tasks stay empty. O(states x moves).
Census count_levels(const program::Program& program, const Limits& limits, const Env& env);

}  // namespace mmapck::checker::explicit_
