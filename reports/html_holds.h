// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/story.h"

/// What is held, by whom and for how long, in steps of a run. Steps count from 1; an end of 0 is never.
namespace mmapck::reports {

/// An entry of the ledger from the step that takes it to the one that gives it back.
struct HeldFrom {
    checker::replay::Entry entry;
    std::size_t from = 0, to = 0;
    bool freed = false;                ///< it ended with its object
};

/// A task that has a lock.
struct LockHeld {
    std::uint32_t lock = 0;            ///< index in Program::locks
    program::TaskId task = 0;
    std::int64_t mode = 0;             ///< as the ledger has it
    std::size_t from = 0, to = 0;
};

/// A task that could not go on because another one had a lock.
struct LockAwaited {
    std::uint32_t lock = 0;
    program::TaskId task = 0;
    std::size_t from = 0, to = 0;
};

struct Holds {
    std::vector<HeldFrom> ledger;      ///< in order of `from`
    std::vector<LockHeld> locks;       ///< in order of `from`
    std::vector<LockAwaited> waits;
};

/// Follows the ledger through a run. `blocked` are the tasks that its end stops. O(steps x entries + locks taken^2).
Holds holds_of(const program::Program& program, const checker::replay::Run& run, const std::vector<Blocked>& blocked);

/// Whether a lock is held for reading only.
bool is_read_mode(const program::Program& program, const LockHeld& held);

}  // namespace mmapck::reports
