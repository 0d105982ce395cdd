// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/plan.h"

#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

namespace {

/// Setup and teardown may be spread over several files: all of them together are one task.
void add_phase(const tree::Unit& unit, tree::Role role, TaskPlan task, std::vector<TaskPlan>& tasks) {
    for (tree::FunctionId f = 0; f < unit.functions.size(); ++f)
        if (unit.functions[f].role == role) task.roots.push_back(f);
    if (!task.roots.empty()) tasks.push_back(std::move(task));
}

void add_each(const tree::Unit& unit, tree::Role role, program::TaskKind kind, std::vector<TaskPlan>& tasks) {
    for (tree::FunctionId f = 0; f < unit.functions.size(); ++f)
        if (unit.functions[f].role == role) tasks.push_back({unit.functions[f].role_name, kind, {f}});
}

}  // namespace

std::vector<TaskPlan> plan_tasks(const tree::Unit& unit) {
    std::vector<TaskPlan> tasks;
    add_phase(unit, tree::Role::setup, {"setup", program::TaskKind::setup, {}}, tasks);
    add_each(unit, tree::Role::task, program::TaskKind::normal, tasks);
    add_each(unit, tree::Role::daemon, program::TaskKind::daemon, tasks);
    add_phase(unit, tree::Role::teardown, {"teardown", program::TaskKind::teardown, {}}, tasks);
    if (tasks.empty()) fail({}, "there is no task: nothing can run", "declare one: TASK(A) { ... }");
    if (tasks.size() > max_tasks)
        fail(unit.functions[tasks[max_tasks].roots[0]].where,
             "there are " + std::to_string(tasks.size()) + " tasks, setup and teardown included; at most " +
                 std::to_string(max_tasks) + " are possible");
    return tasks;
}

}  // namespace mmapck::lang::lowering
