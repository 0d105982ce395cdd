// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/system.h"

namespace mmapck::checker::symbolic {

/// That no task can go on although one should, with tasks at these places (by task) and these values of cells (by number). Much simpler than for all states at once, which is what the system's
/// failure "deadlock" is about. As for_some_inputs() says, deadlocks_are_exact may become false.
ExprId deadlock(TransitionSystem& system, const program::Program& program, const std::vector<LocationId>& places, std::vector<ExprId> values);

}  // namespace mmapck::checker::symbolic
