// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::program {

/// Which passes run. Each keeps every verdict: the kind of every reachable violation, the fewest faults that reach it, and
/// whether the program deadlocks. Fusion and constant folding may change the number of moves.
struct Passes {
    bool fold_constants = true;  ///< evaluate what never changes; drop checks and branches that cannot matter
    bool cut_unreachable = true; ///< drop locations, steps, frames' faults and variables that no run can use
    bool reset_dead = true;      ///< liveness: a task's own cell that is not read again gets its initial value
    bool fuse_local_steps = true;///< steps on a task's own cells do not interleave
    bool narrow_domains = true;  ///< interval analysis: fewer bits per cell
};

/// Runs the chosen passes in their order. The program must be valid (validate.h).
Program optimize(Program program, const Passes& passes = {});

Program fold_constants(Program program);
Program cut_unreachable(Program program);
Program reset_dead(Program program);
Program fuse_local_steps(Program program);
Program narrow_domains(Program program);

/// Everything that is wrong with a program as data: ids out of range, guards of the wrong task, owned cells used by another task, ... Empty
/// means valid. O(size).
std::vector<std::string> validate(const Program& program);

/// The program as text, for people and for tests; stable.
std::string to_text(const Program& program);
std::string to_text(const Program& program, ExprId expression);

}  // namespace mmapck::program
