// SPDX-License-Identifier: Apache-2.0
#include "model/program/passes.h"
#include "model/program/passes_with_ranges.h"

namespace mmapck::program {

// Folding first, as every pass finds more in simpler expressions; domains before fusion, which wants to know that no store is outside
// of them; resets last but for the fusion, as a reset would hide constants from folding. The intervals stay true all the way: a reset
// stores initial values, which every interval of a whole run has, in cells that are not live.
Program optimize(Program program, const Passes& passes) {
    Ranges ranges;
    if (passes.fold_constants || passes.narrow_domains || passes.fuse_local_steps) ranges = analyse_ranges(program);
    if (passes.fold_constants) fold_constants(program, ranges);
    if (passes.cut_unreachable) cut_unreachable(program, ranges);
    if (passes.narrow_domains) narrow_domains(program, ranges);
    if (passes.reset_dead) program = reset_dead(std::move(program));
    if (passes.fuse_local_steps) fuse_local_steps(program, ranges);
    return program;
}

}  // namespace mmapck::program
