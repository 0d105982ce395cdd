// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checker/symbolic/system.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

/// Values of all state cells of a transition system.
using Sample = std::vector<std::int64_t>;

struct Samples {
    std::vector<Sample> states;
    std::vector<std::uint32_t> moves;   ///< by state: how many come to it at least
    bool complete = false;              ///< these are all that were asked for
};

/// The first reachable states in breadth-first order, found by the plain interpreter. Time and memory grow with `most`.
Samples sample(const program::Program& program, const TransitionSystem& system, std::size_t most);

/// All states that can be reached in so many moves, with at most so many faults (no matter how many, where any number may happen), if these are not more than `most`. The cell that limits
/// faults has that number.
Samples sample_within(const program::Program& program, const TransitionSystem& system, std::uint32_t faults, std::uint32_t moves, std::size_t most);

/// How far a violation is: a run with so many faults (0 where any number may happen) and, of these, as many moves.
struct Distance {
    std::uint32_t faults = 0, moves = 0;
};

/// The distance of a counterexample.
Distance distance_of(const program::Program& program, const Counterexample& counterexample);

/// A run to the nearest violation, found by the plain interpreter: fewest faults first (any number is 0 where any may happen), then fewest moves. Nothing if there is none, or if more than
/// `most` states are nearer. Lock order is not looked at.
std::optional<Counterexample> nearest_violation(const program::Program& program, const TransitionSystem& system, std::size_t most);

}  // namespace mmapck::checker::symbolic
