// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/replay/interpreter.h"
#include "checker/verdict.h"

namespace mmapck::checker::replay {

/// One step of a replayed run.
struct Played {
    Taken taken;
    program::TaskId task = 0;
    Outcome outcome;
};

/// A trace as the interpreter ran it.
struct Run {
    std::vector<Played> steps;  ///< as far as it went; the last may be a violation, all others are finished
    State before;               ///< before the last step in `steps`
    State end;                  ///< after the last finished step
    std::uint32_t faults = 0;
    std::uint32_t moves = 0;
    std::string difference;     ///< empty: the whole trace can be run; else why not, one sentence
};

/// Runs a trace from the initial state, with the rules of moves: a move begins only where none is open, no other task
/// moves inside one, and no step comes after one that is a violation. O(steps x (cells + expressions)).
Run play(Interpreter& interpreter, const Trace& trace);

/// Empty if the trace is a run of the program that ends, and not before, in exactly that violation (kind,
/// invariant, task, and whether it is within the step), costs what it says and keeps to Program::max_faults. Otherwise one sentence
/// that says where it differs. For lock-order, the last step must take the lock that closes the cycle while its
/// task holds the one before it; that others take the rest of the cycle is not part of one run.
std::string confirm(const program::Program& program, const Counterexample& counterexample);

}  // namespace mmapck::checker::replay
