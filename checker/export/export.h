// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/program/program.h"

/// A program in the languages of other model checkers, for second opinions.
///
/// A move is one transition there as here, so the other checker must give the same verdict and, of a program that holds, store as many states as the explicit
/// engine does of `with_fault_counter(program)` with Options::share_bits off. Not exported: the lock-order graph, and what only describes a step (events, results, texts).
namespace mmapck::checker::exports {

struct Options {
    std::string title;          ///< in the first comment
    /// In how many ways one move of one task can go, at most: the product of the numbers of enabled steps and choices on its way. A
    /// move with more makes the other checker stop with an error that says so.
    std::uint32_t ways = 64;
    /// to_horn: numbers are mathematical integers instead of 64-bit vectors. Counters that never overflow are proved much faster so; a program
    /// that computes with bits or divides is refused (std::invalid_argument).
    bool integers = false;
};

/// The same runs, with the number of faults taken in a variable. Other checkers do not order states by cost: for them the
/// number of faults is part of the state, and so it is here. Where faults are unlimited, nothing is counted.
program::Program with_fault_counter(program::Program program);

/// The same program, with any number of faults in a run.
program::Program with_any_faults(program::Program program);

/// Promela for SPIN 6. Scheduling, storage and search are SPIN's; steps are embedded C, since Promela's numbers have 32 bits. Values are
/// stored less the smallest value of their domain. Throws std::invalid_argument, with a sentence, for a variable of more than 2^31 values that does not
/// begin with 0.
std::string to_promela(const program::Program& program, const Options& options);

/// Murphi in the dialect of Rumur, which has bit operations and `assume`. Numbers beyond 2^40, positive or negative, stop it with an error.
std::string to_murphi(const program::Program& program, const Options& options);

/// SMT-LIB 2: constrained Horn clauses over bit vectors that have a model exactly if no violation can be reached, in any number of moves. A solver for such clauses (Spacer in z3)
/// answers sat, or unsat. Deadlocks, lock order and the bound on a move's length are not in it.
std::string to_horn(const program::Program& program, const Options& options);

}  // namespace mmapck::checker::exports
