// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>

#include "cli/options.h"

namespace mmapck::cli {

/// How many of `count` variants are worked on at a time: --jobs, or as many as there are cores. At least 1.
inline std::size_t number_of_jobs(const Options& options, std::size_t count) {
    const std::size_t most = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
    return std::max<std::size_t>(1, std::min(most, count));
}

}  // namespace mmapck::cli
