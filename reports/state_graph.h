// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/program/program.h"
#include "reports/diagram.h"

namespace mmapck::reports {

struct StateGraph {
    Diagram diagram;
    bool complete = true;   ///< false: there were more states
};

/// The states of a program, numbered as they are found breadth first, and the moves between them. A state says where each task is and which invariants do not hold; a run
/// that ends in a violation within a move, or deadlocks, has that in its last node. After `most_states` states no more are added; those that were not followed are
/// marked. The plain interpreter finds them, without reductions: O(states x moves x (cells + expressions)).
StateGraph state_graph(const program::Program& program, std::uint64_t most_states);

}  // namespace mmapck::reports
