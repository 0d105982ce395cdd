// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// Some tasks, as bits by TaskId. All that are not among the first 32 are in every set.
using TaskSet = std::uint32_t;

inline constexpr TaskSet everyone = ~TaskSet{0};

inline bool has(TaskSet set, program::TaskId task) { return task >= 32 || (set >> task & 1) != 0; }

}  // namespace mmapck::checker::explicit_
