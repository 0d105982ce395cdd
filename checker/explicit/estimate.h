// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "checker/env.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// How many states a program has, told before they are searched.
struct Estimate {
    bool exact = false;            ///< all were counted
    std::uint64_t states = 0;
    std::uint64_t low = 0, high = 0;   ///< it is hardly outside of these (docs/performance.md); high is 0 where the sample is too small to say
    std::uint64_t bytes = 0;       ///< of a search that stores so many
};

/// Counts up to 30,000 states; if there are more, samples runs with random scheduling and judges by how often they meet the same states. The same
/// result each time and everywhere. Takes about a second.
///
/// Runs are scheduled by random priorities with a few changes of priority, which visits interleavings far more evenly than a
/// choice at each move would (Burckhardt et al., "A randomized scheduler with probabilistic guarantees of finding bugs", 2010). The number of states never
/// met follows from those met once to four times (Chiu et al., "An improved nonparametric lower bound of species richness", 2014), and from how it grew with
/// the second half of the sample.
Estimate estimate_size(const program::Program& program, const Env& env);

}  // namespace mmapck::checker::explicit_
