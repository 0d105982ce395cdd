// SPDX-License-Identifier: Apache-2.0
#include "model/program/passes.h"

namespace mmapck::program {

// Folding first, as every pass finds more in simpler expressions; domains before fusion, which wants to know that no store is outside
// of them; resets last but for the fusion, as a reset would hide constants from folding.
Program optimize(Program program, const Passes& passes) {
    if (passes.fold_constants) program = fold_constants(std::move(program));
    if (passes.cut_unreachable) program = cut_unreachable(std::move(program));
    if (passes.narrow_domains) program = narrow_domains(std::move(program));
    if (passes.reset_dead) program = reset_dead(std::move(program));
    if (passes.fuse_local_steps) program = fuse_local_steps(std::move(program));
    return program;
}

}  // namespace mmapck::program
