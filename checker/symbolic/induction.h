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

/// Drops lemmas until the rest is inductive (Houdini; Flanagan and Leino 2001), and sees whether what remains implies that no move fails.
/// A lemma that is required is never dropped: without it, there is no proof. The system's terms grow.
Induction induct(TransitionSystem& system, std::vector<Lemma> lemmas, Numbers numbers, const SolverOptions& options);

}  // namespace mmapck::checker::symbolic
