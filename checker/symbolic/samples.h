// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/symbolic/system.h"

namespace mmapck::checker::symbolic {

/// Values of all state cells of a transition system.
using Sample = std::vector<std::int64_t>;

struct Samples {
    std::vector<Sample> states;
    bool complete = false;     ///< these are all reachable states
};

/// The first reachable states in breadth-first order, found by the plain interpreter. Time and memory grow with `most`.
Samples sample(const program::Program& program, const TransitionSystem& system, std::size_t most);

}  // namespace mmapck::checker::symbolic
