// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/replay/frames.h"
#include "checker/replay/interpreter.h"

namespace mmapck::reports {

/// A task that cannot go on.
struct Blocked {
    program::TaskId task = 0;
    std::string text;                 ///< what it would do: "mutex_lock(&b)"
    checker::replay::Place place;     ///< where
    std::vector<std::string> locks;   ///< what it waits for and who has it: "b, held by A"; empty when it waits for no lock
    std::vector<std::uint32_t> lock_numbers;  ///< the same locks, as indices in Program::locks
};

/// The tasks that a state stops: neither ended nor where they may wait for ever. `state` is a deadlock. Each task's
/// own code is followed to where it waits.
std::vector<Blocked> blocked_tasks(checker::replay::Interpreter& interpreter, const checker::replay::State& state);

}  // namespace mmapck::reports
