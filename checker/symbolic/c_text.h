// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/terms.h"

namespace mmapck::checker::symbolic {

/// A term as an expression of C, for people: "(len + 4095 & ~0xfff) == 0". Leaf n goes by names[n] and counts as unsigned.
std::string c_text(const Terms& terms, const std::vector<std::string>& names, ExprId term);

}  // namespace mmapck::checker::symbolic
