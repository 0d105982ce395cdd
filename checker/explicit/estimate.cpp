// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/estimate.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "checker/explicit/census.h"
#include "checker/explicit/random_runs.h"

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t counted = 30'000;     // states; what has no more is not estimated
constexpr std::uint64_t sampled = 240'000;    // states met, one by one
// From all shipped scenarios of more than 17,000 states: with these two, no result is wrong by more than a factor of 1.7.
constexpr double growth_to_come = 2.5;        // doublings of the sample that would add as much as the last one
constexpr double unseen = 1.2;
constexpr double doubt = 3;
constexpr double too_many = 2 * sampled;      // a sample says only of not much larger sets how large they are
constexpr std::uint64_t bytes_of_link_and_slot = 10;

/// What the numbers of states met once, twice, three and four times say about all of them.
double richness(const std::vector<std::uint32_t>& meetings) {
    std::array<double, 5> met{};
    for (const std::uint32_t times : meetings)
        if (times < met.size()) ++met[times];
    const double once = met[1], twice = std::max(1.0, met[2]), thrice = met[3], four_times = std::max(1.0, met[4]);
    const double lower_bound = static_cast<double>(meetings.size()) + once * once / (2 * twice);
    return lower_bound + thrice / (4 * four_times) * std::max(0.0, once - met[2] * thrice / (2 * four_times));
}

}  // namespace

Estimate estimate_size(const program::Program& program, const Env& env) {
    Limits limits;
    limits.max_states = counted;
    const Census census = count_levels(program, limits, env);
    const std::uint64_t state_bytes = (census.state_bits + 7) / 8 + bytes_of_link_and_slot;
    if (census.complete) return {true, census.states, census.states, census.states, census.states * state_bytes};
    const Model model(program, {});
    RandomRuns runs(model);
    runs.visit(sampled / 2);
    const double half = richness(runs.meetings());
    runs.visit(sampled / 2);
    const double whole = richness(runs.meetings());
    const double states = std::max(whole * std::pow(std::max(1.0, whole / half), growth_to_come) * unseen, static_cast<double>(counted));
    Estimate estimate;
    estimate.states = static_cast<std::uint64_t>(states);
    estimate.low = std::max(counted, static_cast<std::uint64_t>(states / doubt));
    estimate.high = states > too_many ? 0 : static_cast<std::uint64_t>(states * doubt);
    estimate.bytes = estimate.states * state_bytes;
    return estimate;
}

}  // namespace mmapck::checker::explicit_
