// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::reports {

/// The moves of a counterexample in an order in which the tasks take turns as seldom as can be, and that is a run to the same
/// violation: the moves of each task stay in their order, the last move stays last. The counterexample itself if no order is better or more
/// than 10,000 states would have to be looked at. The counterexample must be confirmed (replay.h); what is returned is.
checker::Counterexample fewest_switches(const program::Program& program, const checker::Counterexample& counterexample);

/// How often a run goes on with another task than the one that moved before; setup and teardown do not count.
std::uint32_t context_switches(const program::Program& program, const checker::Trace& trace);

}  // namespace mmapck::reports
