// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "checker/explicit/expander.h"

namespace mmapck::checker::explicit_ {

/// How far a search came that a budget ended: "; reached: ...", to be appended to the reason. `to_go`: states found and not expanded.
std::string reached(const Level& level, std::uint64_t states, std::uint64_t to_go);

}  // namespace mmapck::checker::explicit_
