// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "checker/symbolic/samples.h"
#include "checker/symbolic/smt_writer.h"
#include "checker/symbolic/solver.h"
#include "checker/symbolic/system.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

struct BoundedOptions {
    SolverOptions solver;
    Numbers numbers = Numbers::bits;
    std::uint32_t max_moves = 1000;
    std::size_t max_terms = 20'000'000;   ///< of which all states are built
    std::function<bool(std::uint32_t)> is_safe;   ///< whether no run with so many faults is a violation, asked where such runs have no end; may be empty
    std::optional<Distance> expected;             ///< of the nearest violation. All that is nearer is asked about at once; that there is nothing is found out, not believed
    std::function<void(std::int64_t faults, std::uint32_t moves)> progress;   ///< told which runs are looked at; may be empty
};

/// Bounded model checking (Biere et al. 1999) with explicit control and symbolic data: states in which every task is at the same place are one, whose values are terms
/// over what the moves choose. The solver is asked about each length, with one literal each. First come all runs without a fault, shortest first, then those with one fault, and so on, as
/// in the explicit engine; runs with any number of faults are only ordered by length. The verdict is `violated`, with a counterexample that has the fewest faults and
/// then the fewest moves of all; `holds` if every run was looked at, because all of them end; otherwise `inconclusive`. Statistics::depth is the number of moves that
/// were looked at. The system's terms grow. Throws NoSuchRun.
Verdict search_bounded(const program::Program& program, TransitionSystem& system, const BoundedOptions& options);

}  // namespace mmapck::checker::symbolic
