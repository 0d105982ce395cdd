// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/lang/tree.h"

namespace mmapck::lang::lowering {

/// A task of the program, and the functions that are its body, one after the other.
struct TaskPlan {
    std::string name;                        ///< "A"; "setup" and "teardown"
    program::TaskKind kind = program::TaskKind::normal;
    std::vector<tree::FunctionId> roots;     ///< several only for setup and teardown
};

/// Tasks that a program may have, of all kinds (MMAPCK_TASKS of primitives.h).
inline constexpr std::size_t max_tasks = 8;

/// Setup first, then tasks and daemons in source order, then teardown. Fails when there are none or too many.
std::vector<TaskPlan> plan_tasks(const tree::Unit& unit);

}  // namespace mmapck::lang::lowering
