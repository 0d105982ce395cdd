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

}  // namespace mmapck::checker::symbolic
