// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/system.h"

namespace mmapck::checker::symbolic {

/// Leaves out what no violation of the property can depend on (cone of influence): cells, and tasks that never change a cell that is left. Which violations can
/// be reached, and in how many moves of the tasks that are left, stays the same. A cell that is left out keeps its initial value. Returns how many are. O(terms * rounds).
std::size_t slice(TransitionSystem& system);

}  // namespace mmapck::checker::symbolic
