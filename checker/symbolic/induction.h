// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/lemmas.h"
#include "checker/symbolic/smt_writer.h"
#include "checker/symbolic/solver.h"

namespace mmapck::checker::symbolic {

struct Induction {
    bool proved = false;
    std::vector<Lemma> lemmas;     ///< proved: together with the ranges of cells an inductive invariant that no failure meets
    std::string reason;            ///< otherwise: what could not be shown
    std::size_t questions = 0;     ///< that the solver was asked
};

/// Drops lemmas that are no consequence of others (Houdini; Flanagan and Leino 2001) and, where the rest is too weak, adds such that exclude the states from which a move goes wrong: what
/// tells these from the samples (as IC3 does with frames; Bradley 2011). Lemmas that are required are never dropped: without them, there is no proof. Samples are reachable states,
/// the initial one among them; the more, the better the lemmas, but none is trusted. The system's terms grow.
Induction induct(TransitionSystem& system, std::vector<Lemma> lemmas, Samples samples, Numbers numbers, const SolverOptions& options);

}  // namespace mmapck::checker::symbolic
