// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/smt_writer.h"
#include "checker/symbolic/solver.h"
#include "checker/symbolic/system.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

struct BoundedOptions {
    SolverOptions solver;
    Numbers numbers = Numbers::bits;
    std::uint32_t max_moves = 1000;
};

/// Bounded model checking (Biere et al. 1999) with one literal for each depth: first all runs without a fault, shortest first, then those with one fault, and so on, as the
/// explicit engine does; runs with any number of faults are only ordered by length. The verdict is `violated`, with a counterexample that has the fewest faults and
/// then the fewest moves of all; `holds` if every run was looked at, because all of them end; otherwise `inconclusive`. Statistics::depth is the number of moves that
/// were looked at. Throws NoSuchRun.
Verdict search_bounded(const program::Program& program, const TransitionSystem& system, const BoundedOptions& options);

}  // namespace mmapck::checker::symbolic
