// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/judge.h"

#include "checker/replay/frames.h"

namespace mmapck::checker::explicit_ {

using namespace program;

Violation failed_invariant(const Program& program, std::uint32_t index, TaskId task, const Step* step) {
    const Invariant& invariant = program.invariants[index];
    Violation violation;
    violation.kind = invariant.name;
    violation.words = invariant.words;
    violation.invariant = index;
    violation.task = task;
    violation.where = step != nullptr ? replay::place(program, *step).where : invariant.where;
    return violation;
}

Violation unfinished_step(const Program& program, const Machine& machine, TaskId task) {
    const Step& step = program.steps[machine.path().back().step];
    Violation violation;
    violation.task = task;
    violation.where = replay::place(program, step).where;
    violation.within_step = true;
    const auto assigned = [&]() -> const std::string& {
        return program.variables[step.assignments[machine.fault_number()].variable].name;
    };
    switch (machine.fault()) {
        case Fault::none:
        case Fault::invariant: break;
        case Fault::check:
            violation.kind = step.checks[machine.fault_number()].kind;
            violation.words = step.checks[machine.fault_number()].words;
            break;
        case Fault::index:
            violation.kind = kind::out_of_bounds;
            violation.words = "an element outside of " + assigned() + " is written";
            break;
        case Fault::domain:
            violation.kind = kind::domain;
            violation.words = "a value that " + assigned() + " cannot hold is stored in it";
            break;
        case Fault::unbounded:
            violation.kind = kind::unbounded_loop;
            violation.words = "more than " + std::to_string(max_move_steps) + " steps without a scheduling point: a loop that does not end";
            break;
    }
    return violation;
}

std::optional<Violation> deadlock(const Program& program, const std::vector<LocationId>& locations) {
    Violation violation;
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        const Location& location = program.locations[locations[task]];
        if (location.final || location.may_wait) continue;
        violation.words += violation.words.empty() ? "no task can go on: " : ", ";
        violation.words += program.tasks[task].name + " waits";
        if (location.steps.empty()) continue;
        const Step& step = program.steps[location.steps.front()];
        const program::Position where = replay::place(program, step).where;
        if (violation.where.file == none) violation.where = where;
        if (!step.text.empty()) violation.words += " in " + step.text;
        if (where.file != none) violation.words += " at " + program.files[where.file] + ":" + std::to_string(where.line);
    }
    if (violation.words.empty()) return std::nullopt;
    violation.kind = kind::deadlock;
    return violation;
}

}  // namespace mmapck::checker::explicit_
