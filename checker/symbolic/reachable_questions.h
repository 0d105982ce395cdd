// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/symbolic/reachable.h"
#include "checker/symbolic/smt_writer.h"

namespace mmapck::checker::symbolic {

/// Whether a set of states is an inductive invariant that no failure meets, as questions in SMT-LIB 2: whether it lacks the initial state, whether a move from one of its states leaves it or
/// is a violation, and whether one of its states is. It is one if the answer to each is `unsat`. There is a question for each location, and each is only as large as what is known there
/// leaves open: what a cell holds in all of its states stands in the cell's place. The system's terms grow. Throws Unsupported.
std::string reachable_questions(TransitionSystem& system, const program::Program& program, const Reachable& reachable, Numbers numbers);

/// Whether the nearest violation is one of this kind and as far as somebody says.
struct DistanceQuestions {
    std::string nearer;    ///< unsat to each: the states are all that can be reached before, and there is no violation among them
    std::string there;     ///< sat to one: a move from one of them is such a violation, or comes to one
};

/// `reachable` is what can be reached in fewer moves, with at most that many faults. Only runs with at most that many faults are looked at. The system's terms grow. Throws Unsupported.
DistanceQuestions distance_questions(TransitionSystem& system, const program::Program& program, const Reachable& reachable, Numbers numbers, Distance distance, const std::string& kind);

}  // namespace mmapck::checker::symbolic
