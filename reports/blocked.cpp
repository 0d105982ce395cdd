// SPDX-License-Identifier: Apache-2.0
#include "reports/blocked.h"

#include <algorithm>
#include <set>

#include "model/program/step_expressions.h"
#include "reports/ascii.h"
#include "reports/changes.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Interpreter;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr int longest_way = 1000;  // steps inside a move before its wait; more is not followed

/// Takes the first step that is possible, if one is.
bool go_on(Interpreter& interpreter, State& state, TaskId task) {
    const Program& program = interpreter.program();
    for (const StepId id : program.locations[state.locations[task]].steps) {
        const Step& step = program.steps[id];
        const std::int64_t choice = step.choice_low == no_expr ? 0 : interpreter.evaluate(step.choice_low, state);
        if (interpreter.take(state, id, choice).result == Result::ok) {
            return true;
        }
    }
    return false;
}

/// The locks whose fields an expression reads, in order.
std::set<const Lock*> locks_read(Interpreter& interpreter, const State& state, ExprId root) {
    const Program& program = interpreter.program();
    std::set<const Lock*> locks;
    if (root == no_expr) {
        return locks;
    }
    NodeWalk(program.expressions)(root, [&](const Expression& expression) {
        if (expression.op != Op::load && expression.op != Op::element) {
            return;
        }
        const std::int64_t index = expression.op == Op::element ? interpreter.evaluate(expression.a, state) : 0;
        for (const Lock& lock : program.locks) {
            if (program.variables[expression.variable].table == lock.table && index + 1 == lock.instance) {
                locks.insert(&lock);
            }
        }
    });
    return locks;
}

Blocked describe(Interpreter& interpreter, const State& state, TaskId task) {
    const Program& program = interpreter.program();
    State ahead = state;
    for (int i = 0; i < longest_way && go_on(interpreter, ahead, task); ++i) {
    }
    Blocked blocked;
    blocked.task = task;
    const Location& location = program.locations[ahead.locations[task]];
    if (location.steps.empty()) {
        return blocked;
    }
    const Step& step = program.steps[location.steps.front()];
    blocked.place = checker::replay::place(program, step);
    blocked.text = printable(step.text);
    for (const FrameId frame : checker::replay::chain(program, location.frame)) {
        if (checker::replay::is_folded(program.frames[frame])) {
            blocked.text = printable(program.frames[frame].call_text);
            break;
        }
    }
    const std::set<const Lock*> locks = step.guard == no_expr ? std::set<const Lock*>{} : locks_read(interpreter, ahead, step.guard);
    for (const Lock& lock : program.locks) {
        if (locks.count(&lock) != 0) {
            blocked.locks.push_back(printable(lock.name) + ", held by " + holders_text(interpreter, ahead, lock));
            blocked.lock_numbers.push_back(static_cast<std::uint32_t>(&lock - program.locks.data()));
        }
    }
    return blocked;
}

}  // namespace

std::vector<Blocked> blocked_tasks(Interpreter& interpreter, const State& state) {
    const Program& program = interpreter.program();
    std::vector<Blocked> all;
    std::vector<Blocked> teardown;
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        const Location& location = program.locations[state.locations[task]];
        if (!location.final && !location.may_wait) {
            // A teardown waits for all others, so it is to blame only if it is alone.
            const bool is_teardown = program.tasks[task].kind == TaskKind::teardown;
            (is_teardown ? teardown : all).push_back(describe(interpreter, state, task));
        }
    }
    return all.empty() ? teardown : all;
}

}  // namespace mmapck::reports
