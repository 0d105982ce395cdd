// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model/lang/tree.h"

namespace mmapck::lang::front {

/// Puts a number in the place of each formula. False where an array or a range would be one that an import rejects; the tree is then of no use until it
/// is bound again. O(size of the tree).
bool bind(const std::vector<std::int64_t>& numbers, tree::Unit& unit);

}  // namespace mmapck::lang::front
