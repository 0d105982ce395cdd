// SPDX-License-Identifier: Apache-2.0
#include "reports/due.h"

#include <algorithm>
#include <optional>
#include <set>

namespace mmapck::reports {

using namespace program;
using checker::replay::Entry;
using checker::replay::Run;
using checker::replay::taking;

namespace {

constexpr int deepest = 8;  // parameters handed on

using Values = std::optional<std::set<std::int64_t>>;

/// All values that an expression may have, if it is a constant or a task's own cells that only get constants.
Values possible_values(const Program& program, ExprId id, int depth) {
    const Expression& expression = program.expressions[id];
    if (expression.op == Op::constant) {
        return std::set<std::int64_t>{expression.value};
    }
    if (expression.op != Op::load || program.variables[expression.variable].owner_of(0) == shared || depth == deepest) {
        return std::nullopt;
    }
    std::set<std::int64_t> values;
    for (const Step& step : program.steps) {
        for (const Assignment& assignment : step.assignments) {
            if (assignment.variable != expression.variable) {
                continue;
            }
            const Values some = possible_values(program, assignment.value, depth + 1);
            if (!some) {
                return std::nullopt;
            }
            values.insert(some->begin(), some->end());
        }
    }
    return values;
}

/// The innermost hook that a frame is in; none if there is none.
FrameId hook_of(const Program& program, FrameId frame) {
    while (frame != none && program.frames[frame].kind != FrameKind::hook) {
        frame = program.frames[frame].parent;
    }
    return frame;
}

/// The names of all functions that the run was in after a step.
std::set<std::string> entered_after(const Program& program, const Run& run, std::size_t step) {
    std::set<FrameId> frames;
    for (std::size_t i = step + 1; i < run.steps.size(); ++i) {
        frames.insert(program.locations[program.steps[run.steps[i].taken.step].from].frame);
    }
    std::set<std::string> names;
    for (const FrameId frame : frames) {
        for (const FrameId each : checker::replay::chain(program, frame)) {
            names.insert(program.frames[each].function);
        }
    }
    return names;
}

bool gives_back(const Program& program, const Event& event, const Entry& entry, FrameId hook) {
    if (event.kind == taking(event.kind) || event.kind == EventKind::downgrade || taking(event.kind) != entry.kind ||
        event.table != entry.table || event.object == no_expr) {
        return false;
    }
    if (const Values values = possible_values(program, event.object, 0)) {
        return values->count(entry.object) != 0;
    }
    return entry.place.frame != none &&
           program.frames[hook].definition.file == program.frames[entry.place.frame].definition.file;
}

}  // namespace

std::vector<Due> hooks_not_called(const Program& program, const Run& run, const Entry& entry) {
    const std::set<std::string> entered = entered_after(program, run, entry.step);
    std::set<std::string> listed;
    std::vector<Due> due;
    for (const Step& step : program.steps) {
        if (step.events.empty()) {
            continue;
        }
        const FrameId hook = hook_of(program, program.locations[step.from].frame);
        if (hook == none || entered.count(program.frames[hook].function) != 0 ||
            listed.count(program.frames[hook].function) != 0) {
            continue;
        }
        const bool gives = std::any_of(step.events.begin(), step.events.end(), [&](const Event& event) {
            return gives_back(program, event, entry, hook);
        });
        if (gives) {
            listed.insert(program.frames[hook].function);
            due.push_back({hook, checker::replay::place(program, step).where});
        }
    }
    return due;
}

FrameId last_hook(const Program& program, const Run& run) {
    for (std::size_t i = run.steps.size(); i-- > 0;) {
        const FrameId hook = hook_of(program, program.locations[program.steps[run.steps[i].taken.step].from].frame);
        if (hook != none) {
            return hook;
        }
    }
    return none;
}

}  // namespace mmapck::reports
