// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/lang/lower/plan.h"
#include "model/lang/tree.h"

namespace mmapck::lang::lowering {

/// What indexed_by(tag) or named_by(tag) means: the enumerators of enum `tag` by their values, or the tasks by their numbers for "__mmapck_task".
/// Empty where the unit does not define the enum.
std::vector<std::pair<std::int64_t, std::string>> element_names(const tree::Unit& unit, const std::vector<TaskPlan>& tasks,
                                                                const std::string& tag);

}  // namespace mmapck::lang::lowering
