// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/element_names.h"

namespace mmapck::lang::lowering {

std::vector<std::pair<std::int64_t, std::string>> element_names(const tree::Unit& unit, const std::vector<TaskPlan>& tasks,
                                                                const std::string& tag) {
    std::vector<std::pair<std::int64_t, std::string>> names;
    if (tag == "__mmapck_task") {
        for (std::size_t task = 0; task < tasks.size(); ++task) names.emplace_back(static_cast<std::int64_t>(task + 1), tasks[task].name);
        return names;
    }
    for (const tree::Type& type : unit.types)
        if (type.is_enum && type.name == "enum " + tag) return type.enumerators;
    return names;
}

}  // namespace mmapck::lang::lowering
