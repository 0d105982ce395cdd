// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/step_facts.h"

#include <algorithm>

#include "checker/explicit/disjoint.h"

namespace mmapck::checker::explicit_ {

using namespace program;

bool StepFacts::has_alternative(const std::vector<StepId>& steps, std::size_t i) const {
    const ExprId guard = program_.steps[steps[i]].guard;
    return std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                       [&](StepId other) { return !disjoint(program_.expressions, guard, program_.steps[other].guard); });
}

bool StepFacts::only_faults_after(const std::vector<StepId>& steps, std::size_t i) const {
    return std::all_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                       [&](StepId other) { return program_.steps[other].kind == StepKind::fault; });
}

std::vector<ExprId> StepFacts::terms(ExprId root) const {
    std::vector<ExprId> found;
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const Expression& node = program_.expressions[open.back()];
        const ExprId id = open.back();
        open.pop_back();
        if (node.op == Op::logic_and) open.insert(open.end(), {node.b, node.a});
        else found.push_back(id);
    }
    return found;
}

bool StepFacts::without_effect(const Assignment& assignment, LocationId to) const {
    const std::int64_t index = assignment.index == no_expr ? 0 : worth_[assignment.index].low;
    if (live_.empty() || index_may_be_outside(assignment) || value_may_be_outside(assignment)) return false;
    if (assignment.index != no_expr && !worth_[assignment.index].single()) return false;
    const std::uint32_t cell = cells_.number(assignment.variable, static_cast<std::uint32_t>(index));
    return cells_.all[cell].owner == program_.locations[to].task && !std::binary_search(live_[to].begin(), live_[to].end(), cell);
}

bool StepFacts::index_may_be_outside(const Assignment& assignment) const {
    const Interval inside{0, static_cast<std::int64_t>(program_.variables[assignment.variable].count) - 1};
    return assignment.index != no_expr && !inside.contains(worth_[assignment.index]);
}

bool StepFacts::value_may_be_outside(const Assignment& assignment) const {
    const Variable& variable = program_.variables[assignment.variable];
    return !Interval{variable.low, variable.high}.contains(worth_[assignment.value]);
}

}  // namespace mmapck::checker::explicit_
