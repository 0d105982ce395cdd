// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/cells.h"

namespace mmapck::program {

/// Cells that are read outside of steps, by invariants, locks, `quiescent` or `ended`. Bits by CellId.
std::vector<bool> observed_cells(const Program& program, const Cells& cells);

/// For each location the cells of its task that are live there, ascending: those that some run may read
/// from there before it writes them, and the observed ones. Classical backward data flow over
/// bit sets (Kildall 1973). An element with an unknown index reads every own cell of its array and writes none.
std::vector<std::vector<CellId>> live_cells(const Program& program, const Cells& cells);

}  // namespace mmapck::program
