// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/range_evaluator.h"

/// Internal to the passes.
namespace mmapck::program {

/// What an interval analysis finds out about a program's runs. Sound: every value that a cell has in some run, also
/// inside of moves, is in its interval.
struct Ranges {
    std::vector<Interval> cells;         ///< by cell: all values it may have
    std::vector<bool> reached;           ///< by location: false if no run gets there
    std::vector<Environment> here;       ///< by location: its task's live cells, when the task is there
};

/// What is run again once something has grown. The result is the same.
enum class Revisit {
    what_depends,  ///< the locations that read it
    everything,    ///< all locations; slow, and simple enough to compare with
};

/// Abstract interpretation with intervals. Cells of one task are followed from location to location as long as they are
/// live; for all others one interval stands for the whole run. Conditions on the way (guards, checks, assumptions) are
/// used. Widening at loop heads, then two descending sweeps (Cousot and Cousot 1977). Linear in the size of the
/// program, times the depth of loops.
Ranges analyse_ranges(const Program& program, Revisit revisit = Revisit::what_depends);

}  // namespace mmapck::program
