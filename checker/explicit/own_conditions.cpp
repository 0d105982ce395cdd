// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/own_conditions.h"

#include <algorithm>
#include <optional>

#include "checker/explicit/conditions.h"

namespace mmapck::checker::explicit_ {

using namespace program;

OwnConditions::OwnConditions(const Model& model, TouchedCells& touched)
    : model_(model), program_(model.program), touched_(touched), located_(model), writers_(model.cells.size()) {
    for (StepId id = 0; id < program_.steps.size(); ++id) {
        CellList written;
        touched_.forget();
        if (touched_.assume_checks(program_.steps[id]))
            for (const Assignment& assignment : program_.steps[id].assignments) touched_.write(assignment, written);
        sort_unique(written);
        for (const std::uint32_t cell : written) writers_[cell].push_back(id);
    }
    touched_.forget();
}

bool OwnConditions::contains(ExprId term, TaskId task) {
    const auto [entry, added] = own_.try_emplace({term, task});
    if (added) entry->second = find_own(term, task);
    return entry->second;
}

bool OwnConditions::find_own(ExprId term, TaskId task) {
    CellList cells;
    touched_.read(term, cells);
    sort_unique(cells);
    if (cells.size() != 1 || model_.cells.all[cells.front()].owner != shared) return false;
    Trial trial(program_, model_.cells, model_.worth, term);
    if (!trial.possible()) return false;
    return kept_by_others(trial, cells.front(), task, false) ||
           (located_.possible(cells.front()) && tells_holder(term, cells.front(), task) && kept_by_others(trial, cells.front(), task, true));
}

/// Whether the condition tells values that only this task gives the cell from all others, as that of the owner of a lock.
bool OwnConditions::tells_holder(ExprId term, std::uint32_t cell, TaskId task) const {
    const std::optional<Condition> condition = condition_on_one_cell(program_, model_.cells, model_.worth, term);
    if (!condition) return false;
    const bool without = condition->holds(model_.cells.all[cell].initial);
    bool told = false;
    for (const StepId id : writers_[cell])
        for (const Assignment& assignment : program_.steps[id].assignments) {
            if (assignment.variable != model_.cells.all[cell].variable) continue;
            const std::int64_t value = model_.worth[assignment.value].low;  // it is only given constants
            if (!model_.cells.all[cell].values.contains(value)) continue;   // which ends the run
            const bool differs = condition->holds(value) != without;
            if (differs && program_.locations[program_.steps[id].from].task != task) return false;
            told |= differs;
        }
    return told;
}

/// `located`: wherever they are, with the values that the cell may have there.
bool OwnConditions::kept_by_others(Trial& trial, std::uint32_t cell, TaskId task, bool located) {
    return std::all_of(writers_[cell].begin(), writers_[cell].end(), [&](StepId id) {
        const Step& step = program_.steps[id];
        if (program_.locations[step.from].task == task) return true;
        const auto alike = [](std::int64_t before, std::int64_t after) { return (before != 0) == (after != 0); };
        if (!located) return trial.keeps(step, alike);
        return trial.keeps(step, alike, [&](std::int64_t value) { return located_.may_be(cell, step.from, value); });
    });
}

bool OwnConditions::known_to_each(const Lock& lock) const {
    Trial trial(program_, model_.cells, model_.worth, lock.holders);
    if (!trial.possible()) return false;
    return std::all_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) {
        const std::int64_t others = ~(std::int64_t{1} << (program_.locations[step.from].task + 1));
        return !trial.written_by(step) || trial.keeps(step, [&](std::int64_t before, std::int64_t after) { return ((before ^ after) & others) == 0; });
    });
}

}  // namespace mmapck::checker::explicit_
