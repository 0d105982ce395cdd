// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/symbolic/terms.h"

namespace mmapck::checker::symbolic {

/// Values of leaves, by leaf.
using LeafValues = std::vector<std::int64_t>;

/// The value of a term. O(terms below it).
std::int64_t value_of(const Terms& terms, ExprId term, const LeafValues& values);

/// Leaves that make a term what it is: whatever the values of the others, it has the same value. Ascending; few, but not always the fewest (one way of justification, as of a
/// circuit's output). O(terms below it).
std::vector<LeafId> reasons(const Terms& terms, ExprId term, const LeafValues& values);

}  // namespace mmapck::checker::symbolic
