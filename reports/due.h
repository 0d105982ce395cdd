// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/replay/ledger.h"
#include "checker/replay/replay.h"

namespace mmapck::reports {

/// A hook that gives back what an entry holds, and that the run did not call after the entry was taken.
struct Due {
    program::FrameId hook = 0;      ///< one of its calls
    program::Position where;        ///< of the release in it
};

/// Such hooks, each function once, in the order of the program's steps: hooks (called through an ops table) in which, or in whose
/// callees, an event gives back the same object. Which object an event means is known where
/// the program says so with constants or parameters that are always the same; otherwise a hook counts if it is defined in the
/// file in which the entry was taken. O(size of the program).
std::vector<Due> hooks_not_called(const program::Program& program, const checker::replay::Run& run,
                                  const checker::replay::Entry& entry);

/// The hook that the run's last moves were in or have returned from; none if it called none.
program::FrameId last_hook(const program::Program& program, const checker::replay::Run& run);

}  // namespace mmapck::reports
