// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/explicit/lock_pairs.h"
#include "reports/diagram.h"

namespace mmapck::reports {

/// Which class of locks is taken while which is held, and where; a dashed edge for a trylock. Edges on a cycle, by which tasks can wait for each other for ever, are
/// marked. Locks of one class are told apart only where they are taken in both orders.
Diagram lock_graph(const program::Program& program, const checker::explicit_::LockPairs& pairs);

}  // namespace mmapck::reports
