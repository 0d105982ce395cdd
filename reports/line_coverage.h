// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "reports/result.h"

namespace mmapck::reports {

/// Which lines and branches of the model and of drivers some run of a result reaches. Those that no run can reach are not in the program of a result
/// (cut_unreachable), and so are not known here unless another result has them.
struct LineCoverage {
    using Line = std::pair<std::string, std::uint32_t>;                                      ///< file, line
    using Branch = std::tuple<std::string, std::uint32_t, std::uint32_t, std::size_t>;       ///< file, line, column, which way

    std::map<Line, std::uint64_t> lines;         ///< in how many results it was reached
    std::map<Branch, std::uint64_t> branches;

    /// However many copies of a place inlined calls make, it counts once for each result. O(steps).
    void add(const Checked& checked);
};

}  // namespace mmapck::reports
