// SPDX-License-Identifier: Apache-2.0
#include "cli/limits.h"

#include <algorithm>

#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

/// 0 is no limit.
bool is_lower(std::uint64_t asked, std::int64_t own) { return asked > 0 && own > 0 && asked < std::uint64_t(own); }

std::uint64_t lower(std::uint64_t asked, std::int64_t own) { return own == 0 || is_lower(asked, own) ? asked : std::uint64_t(own); }

std::uint64_t asked_memory(const Options& options, const scenario::Scenario& scenario) {
    return options.max_memory_given || scenario.limits.bytes == 0 ? options.limits.max_memory_bytes : 0;
}

}  // namespace

checker::Limits limits_of(const Options& options, const scenario::Scenario& scenario) {
    checker::Limits limits = options.limits;
    limits.max_states = lower(limits.max_states, scenario.limits.states);
    limits.max_memory_bytes = lower(asked_memory(options, scenario), scenario.limits.bytes);
    return limits;
}

std::vector<std::string> lowered_limits(const Options& options, const scenario::Scenario& scenario) {
    std::vector<std::string> sentences;
    const auto compare = [&](const char* option, std::uint64_t asked, std::int64_t own, const char* unit) {
        if (is_lower(asked, own)) sentences.push_back(std::string(option) + " allows " + reports::counted(asked, unit) + " where the scenario allows " + std::to_string(own));
    };
    compare("--max-states", options.limits.max_states, scenario.limits.states, "state");
    compare("--max-memory", asked_memory(options, scenario), scenario.limits.bytes, "byte");
    return sentences;
}

}  // namespace mmapck::cli
