// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/cells.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// Locations, by LocationId, such that every cycle of states has one in which a task that moves is at such a location: each cycle of a task's
/// control flow passes one, apart from cycles that a task cannot repeat with the same values since a cell that it alone
/// writes only grows there, or only shrinks. A reduction that takes all moves wherever a task at such a location would move ignores no task for ever, and the
/// choice depends on the state alone (Kurshan, Levin, Minea, Peled, Yenigun: Static partial order reduction, 1998).
/// O(depth of nested loops x size of the program).
std::vector<bool> loop_cuts(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth);

}  // namespace mmapck::checker::explicit_
