// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/samples.h"
#include "checker/symbolic/system.h"

namespace mmapck::checker::symbolic {

/// What holds of the states between moves while a task is somewhere, or always.
struct Lemma {
    TaskId task = program::none;       ///< none: always
    LocationId at = program::none;
    ExprId condition = program::no_expr;   ///< about the state cells
    std::string required;              ///< what is to be proved bears its name; the others only help
    bool assumed = true;               ///< of the state before a move; what is large and says little is not
};

/// Whether moves of a block are from states of which the lemma says something.
inline bool is_assumed(const Lemma& lemma, const Block& block) { return lemma.assumed && (lemma.task != block.task || lemma.at == block.from); }

/// What is to be proved of states: one lemma for each of the system's failures.
std::vector<Lemma> goals(TransitionSystem& system);

/// Lemmas that all samples agree with, none of them proved (Ernst et al. 2001): cells with one value or an interval, for each location of each task the combinations of
/// values that cells have there, and sums of counters. Cells that count get no upper bounds, and of a task's own cells nothing is said where they are dead.
std::vector<Lemma> candidates(const program::Program& program, TransitionSystem& system, const Samples& samples);

}  // namespace mmapck::checker::symbolic
