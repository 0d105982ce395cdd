// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "checker/symbolic/samples.h"

namespace mmapck::checker::symbolic {

/// Reachable states in which every task is at the same place.
struct StateGroup {
    std::vector<LocationId> places;   ///< by task
    std::vector<LeafId> cells;        ///< that matter there, ascending; not the locations
    std::vector<Sample> rows;         ///< the values that these have together, ascending
    std::vector<std::uint32_t> moves; ///< by row: how many come there at least; not part of a certificate
};

/// All reachable states. Together they are an inductive invariant that needs no strengthening, as small as the explicit state space.
struct Reachable {
    std::vector<std::pair<LeafId, std::int64_t>> constants;   ///< cells that never change
    std::vector<StateGroup> groups;                           ///< ascending by places
};

/// What complete samples are. A task's own cells are left out where nobody reads what they have: two states that differ in nothing else have the same moves. O(samples * cells).
Reachable reachable(const program::Program& program, const TransitionSystem& system, const Samples& samples);

/// A line for the constants, and one for each group.
std::vector<std::string> to_text(const Reachable& reachable);

/// What to_text() wrote. Throws std::invalid_argument, with one sentence, if these are no states of the system.
Reachable read_reachable(const TransitionSystem& system, const std::vector<std::string>& lines);

}  // namespace mmapck::checker::symbolic
