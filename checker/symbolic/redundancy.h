// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/solver.h"
#include "model/program/program.h"

namespace mmapck::checker::symbolic {

/// A part of a program that makes no difference, and why.
struct Redundancy {
    enum class Subject : std::uint8_t { assumption, fault, invariant } subject = Subject::assumption;
    std::string name;              ///< of the site or the invariant; as written, of an assumption
    std::string reason;            ///< one clause
    program::Position where;
    bool named = true;             ///< whether the scenario asks for it by name; always, of an assumption
};

struct Redundancies {
    std::vector<Redundancy> found;   ///< assumptions, faults, invariants; each in the order of the program
    std::size_t questions = 0;       ///< that came up
    std::size_t unanswered = 0;      ///< of these; what they were about is not found. After 16 that the solver could not answer, or 1,000 in all, no more are asked
    std::string reason;              ///< why nothing was asked; empty: something was
};

/// Looks, with a solver and in all states that the intervals of values allow, for
///   - assumptions that no run which gets to them meets, because they contradict each other or the tests on the way;
///   - fault points that no move gets to, because the guards on the way contradict each other;
///   - invariants that are true of all these states, that follow from others, or that no move can break, whatever the state before it.
/// A fault point or an assumption that is inlined in several places counts only if this is so in all. Moves of the setup are looked at from the initial state. What is found is redundant; what is
/// not may still be, since not each of these states can be reached. The program is not optimised.
Redundancies redundancies(const program::Program& program, const SolverOptions& options);

}  // namespace mmapck::checker::symbolic
