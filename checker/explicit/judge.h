// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "checker/explicit/machine.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// An invariant fails after a move of `task` that ends with `step`; or, without a step, in the initial state.
Violation failed_invariant(const program::Program& program, std::uint32_t invariant, program::TaskId task, const program::Step* step);

/// The last step of the machine's path cannot be finished, for Machine::fault, which is no invariant.
Violation unfinished_step(const program::Program& program, const Machine& machine, program::TaskId task);

/// No task can go on from these locations; nothing if all of them may stay where they are.
std::optional<Violation> deadlock(const program::Program& program, const std::vector<program::LocationId>& locations);

}  // namespace mmapck::checker::explicit_
