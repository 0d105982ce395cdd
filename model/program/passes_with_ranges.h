// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/ranges.h"

/// The passes that use an interval analysis, for one analysis that serves all of them: none of them changes which values a live cell
/// has, so what was true of the program before is true after it. Internal to the passes.
namespace mmapck::program {

/// The ranges must be sound for the program; they still are afterwards.
void fold_constants(Program& program, const Ranges& ranges);
void narrow_domains(Program& program, const Ranges& ranges);
void fuse_local_steps(Program& program, const Ranges& ranges);

/// The ranges get the new numbers of locations and cells.
void cut_unreachable(Program& program, Ranges& ranges);

}  // namespace mmapck::program
