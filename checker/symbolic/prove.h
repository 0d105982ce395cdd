// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "checker/symbolic/certificate.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

/// What is tried, in this order; the first that comes to an end decides.
struct Methods {
    bool induction = true;             ///< the reachable states, where these are few; otherwise lemmas guessed from some of them, and learnt
    bool lemmas = true;                ///< part of induction
    bool k_induction = true;
    bool spacer = true;
    bool search = true;                ///< for a violation, in runs up to a length
};

struct ProveOptions {
    std::string scenario, variant;     ///< what the certificate says it is about
    SolverOptions solver;
    Methods methods;
    std::string invariant;             ///< proved alone, without checks and deadlocks; empty: everything
    bool slice = true;                 ///< leaves out what that cannot depend on
    std::size_t max_states = 200'000;  ///< if there are no more reachable states, all of them are the invariant
    std::size_t max_samples = 20'000;  ///< otherwise, reachable states from which lemmas are guessed
    std::uint32_t max_induction = 4;   ///< the largest k
    std::uint32_t max_moves = 40;      ///< of runs in which a violation is looked for where there is no proof
    std::optional<Distance> expected;  ///< of the nearest violation, where somebody has found one; runs up to there are looked at, however long they are
    std::function<void(const std::string& method)> progress;   ///< told which method begins, and how far it is; may be empty
};

struct Proof {
    Verdict verdict;                   ///< holds, for any number of moves and as many faults as the program allows; violated; or inconclusive with its reason
    std::string certificate;           ///< holds: the file, all of whose questions a second solver has answered with unsat; empty if all runs came to an end in the search
    bool refuted = false;              ///< inconclusive: the solver says that a reachable state is a violation
    std::string method;                ///< "induction", "k-induction with k = 2", "Spacer" or "search"
    std::size_t states = 0;            ///< of which the invariant consists; if 0,
    std::size_t lemmas = 0;            ///< it consists of these
    Numbers numbers = Numbers::bits;
    std::size_t left_out = 0;          ///< cells
    std::size_t questions = 0;         ///< that the solver was asked
    std::string solver;                ///< "z3 4.8.12, seed 0"
};

/// Proves that no violation can be reached, or finds one. A proof is written down and checked by a solver of its own. Each method has solvers of its own, whose budgets are the same on
/// every machine; one that is killed, hangs or grows too large is the end of that method only. Numbers are integers where the program counts without bounds, otherwise bits; Spacer is
/// asked about integers where these are the same. Lock order is not looked at. Throws NoSuchRun, and std::invalid_argument if there is no such invariant.
Proof prove(const program::Program& program, const ProveOptions& options);

/// Whether the nearest violation is one of this kind and as far as somebody says, at least one move: shown as in a proof by the states that can be reached before. An empty string if the solver
/// agrees, otherwise why that is not known. Throws Unsupported.
std::string confirm(const program::Program& program, Distance distance, const std::string& kind, const ProveOptions& options);

/// A search for violations by length alone, after which a verdict of `holds` means that all runs came to an end. Runs with some number of faults that have no end are left behind
/// once induction has shown that none of them is a violation. Throws NoSuchRun.
Verdict search(const program::Program& program, Numbers numbers, const ProveOptions& options);

}  // namespace mmapck::checker::symbolic
