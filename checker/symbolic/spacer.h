// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/lemmas.h"
#include "checker/symbolic/solver.h"

namespace mmapck::checker::symbolic {

struct Invariant {
    bool found = false;
    std::vector<Lemma> lemmas;     ///< what Spacer says of the states at each location; to be checked, for z3 4.8.12 is wrong at times
    std::string reason;            ///< otherwise: why there is none
};

/// The system as constrained Horn clauses over integers. A program of one task has a predicate for each location between moves, others have one for all states.
std::string horn_clauses(TransitionSystem& system);

/// Asks z3's engine Spacer (Komuravelli, Gurfinkel and Chaki 2014) for an inductive invariant. The system's terms grow. Throws Unsupported.
Invariant ask_spacer(TransitionSystem& system, const SolverOptions& options);

/// Whether numbers without bounds compute what those of 64 bits do: nothing in the program can overflow, but counters that are integers by definition.
bool integers_are_exact(const TransitionSystem& system);

}  // namespace mmapck::checker::symbolic
