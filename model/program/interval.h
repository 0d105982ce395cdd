// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "model/program/expression.h"

/// The domain of intervals (Cousot and Cousot 1977) over 64-bit numbers that wrap.
namespace mmapck::program {

/// The numbers from low to high; none if low > high.
struct Interval {
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();

    static Interval all() { return {}; }
    static Interval of(std::int64_t value) { return {value, value}; }
    static Interval truth() { return {0, 1}; }

    bool empty() const { return low > high; }
    bool single() const { return low == high; }
    bool contains(std::int64_t value) const { return low <= value && value <= high; }
    bool contains(Interval other) const { return other.empty() || (low <= other.low && other.high <= high); }
    bool never_zero() const { return !contains(0); }
    bool always_zero() const { return low == 0 && high == 0; }

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The smallest interval that holds both.
inline Interval join(Interval a, Interval b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

inline Interval meet(Interval a, Interval b) { return {std::max(a.low, b.low), std::min(a.high, b.high)}; }

/// An interval that holds apply(op, value, x, y, z) for all x, y, z of non-empty a, b, c. O(1).
Interval apply(Op op, std::int64_t value, Interval a, Interval b, Interval c);

}  // namespace mmapck::program
