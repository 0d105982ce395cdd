// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "checker/verdict.h"

namespace mmapck::reports {

/// A count of checker::Statistics, as JSON names it. Memory is none: it depends on how the search was done, not on the program alone.
struct SearchCount {
    const char* name;
    std::uint64_t checker::Statistics::*count;
};

inline constexpr SearchCount search_counts[] = {
    {"states", &checker::Statistics::states},
    {"transitions", &checker::Statistics::transitions},
    {"depth", &checker::Statistics::depth},
    {"deadlocks", &checker::Statistics::deadlocks},
    {"state_bits", &checker::Statistics::state_bits},
    {"peak_frontier", &checker::Statistics::peak_frontier},
};

}  // namespace mmapck::reports
