// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/certificate.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

struct ProveOptions {
    std::string scenario, variant;     ///< what the certificate says it is about
    SolverOptions solver;
    std::size_t max_samples = 20'000;  ///< reachable states from which lemmas are guessed
    std::uint32_t max_moves = 40;      ///< of runs in which a violation is looked for where there is no proof
};

struct Proof {
    Verdict verdict;                   ///< holds, for any number of moves and as many faults as the program allows; violated; or inconclusive with its reason
    std::string certificate;           ///< holds: the file, all of whose questions a second solver has answered with unsat
    std::size_t lemmas = 0;            ///< in the invariant
    Numbers numbers = Numbers::bits;
    std::size_t samples = 0;
    std::size_t questions = 0;         ///< that the solver was asked
    std::string solver;                ///< "z3 4.8.12, seed 0"
};

/// Proves that no violation can be reached, or finds one. Lemmas are guessed from reachable states and kept as far as they are inductive; the proof is then written down and checked by a
/// solver of its own. Where there is no proof, all runs are looked at up to a length. Numbers are integers where the program counts without bounds, otherwise bits. Lock order is not looked at. Throws NoSuchRun.
Proof prove(const program::Program& program, const ProveOptions& options);

}  // namespace mmapck::checker::symbolic
