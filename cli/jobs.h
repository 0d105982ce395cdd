// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <thread>

#include "cli/options.h"

namespace mmapck::cli {

/// How many of `count` variants are worked on at a time: --jobs, or as many as there are cores; one where there are checkpoints, since who needs them has one
/// search that needs the machine. At least 1.
inline std::size_t number_of_jobs(const Options& options, std::size_t count) {
    if (!options.checkpoints.empty()) return 1;
    const std::size_t most = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
    return std::max<std::size_t>(1, std::min(most, count));
}

/// How many threads one of so many jobs has: --threads, or an equal share of the cores. At least 1.
inline std::uint32_t number_of_threads(const Options& options, std::size_t jobs) {
    if (options.threads > 0) return options.threads;
    return static_cast<std::uint32_t>(std::clamp<std::size_t>(std::thread::hardware_concurrency() / jobs, 1, 64));
}

}  // namespace mmapck::cli
