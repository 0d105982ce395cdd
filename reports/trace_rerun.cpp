// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "checker/replay/replay.h"
#include "reports/ascii.h"
#include "reports/trace_file.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::replay::Interpreter;
using checker::replay::Outcome;
using checker::replay::Result;
using checker::replay::State;

namespace {

std::string described(const std::string& text, const std::string& where) {
    return "'" + text + "'" + (where.empty() ? "" : " at " + where);
}

TaskId task_named(const Program& program, const std::string& name) {
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        if (printable(program.tasks[task].name) == name) {
            return task;
        }
    }
    return none;
}

/// The step of a location that a recorded one means: the same way out if its text is the same, else the only one of that
/// text that is enabled; none if there is no such step.
StepId meant(Interpreter& interpreter, const State& state, TaskId task, const TraceStep& recorded) {
    const Program& program = interpreter.program();
    const std::vector<StepId>& steps = program.locations[state.locations[task]].steps;
    const auto same_text = [&](StepId id) { return printable(program.steps[id].text) == recorded.text; };
    if (recorded.way < steps.size() && same_text(steps[recorded.way])) {
        return steps[recorded.way];
    }
    StepId only = none;
    for (const StepId id : steps) {
        if (same_text(id) && interpreter.enabled(state, id, recorded.choice.value_or(0))) {
            if (only != none) {
                return none;
            }
            only = id;
        }
    }
    return only;
}

std::string would_do(const Program& program, const State& state, TaskId task) {
    const std::string name = "task " + printable(program.tasks[task].name);
    const Location& location = program.locations[state.locations[task]];
    if (location.steps.empty()) {
        return name + " has ended";
    }
    const Step& step = program.steps[location.steps.front()];
    return name + " would do " + described(printable(step.text), position_text(program, step.where));
}

/// Follows the steps; fills in the trace. Empty, or where it stops.
std::string follow(Interpreter& interpreter, const TraceFile& file, checker::Trace& trace) {
    const Program& program = interpreter.program();
    State state = interpreter.initial();
    bool inside = false;
    for (std::size_t i = 0; i < file.steps.size(); ++i) {
        const TraceStep& recorded = file.steps[i];
        const std::string start =
            "step " + std::to_string(i + 1) + ": recorded " + described(recorded.text, recorded.where) + ", but ";
        const TaskId task = task_named(program, recorded.task);
        if (task == none) {
            return start + "there is no task " + recorded.task + " now";
        }
        const StepId id = meant(interpreter, state, task, recorded);
        if (id == none) {
            return start + "now " + would_do(program, state, task);
        }
        const std::int64_t choice = recorded.choice.value_or(0);
        const Outcome outcome = interpreter.take(state, id, choice);
        if (outcome.result == Result::not_enabled || outcome.result == Result::discarded) {
            return start + (outcome.result == Result::discarded ? "its assumption does not hold now" : "it is not possible now");
        }
        trace.steps.push_back({id, choice, !inside});
        trace.moves += inside ? 0 : 1;
        trace.faults += program.steps[id].kind == StepKind::fault ? 1 : 0;
        if (outcome.result == Result::violated && i + 1 < file.steps.size()) {
            return start + "it is the violation '" + outcome.kind + "' now";
        }
        const Location& location = program.locations[state.locations[task]];
        inside = !location.interruptible && !location.final;
    }
    return "";
}

/// The index of the recorded invariant; none if the violation is none, and an error if the program lost it.
std::string find_invariant(const Program& program, const TraceFile& file, checker::Violation& violation) {
    if (file.invariant.empty()) {
        return "";
    }
    for (std::uint32_t i = 0; i < program.invariants.size(); ++i) {
        const Invariant& invariant = program.invariants[i];
        if (printable(invariant.name) == file.invariant && (invariant.task == none || invariant.task == violation.task)) {
            violation.invariant = i;
            violation.kind = invariant.name;
            violation.words = invariant.words;
            return "";
        }
    }
    return "the recorded violation is of the invariant '" + file.invariant + "', which the program does not have now";
}

}  // namespace

Rerun rerun(const Program& program, const TraceFile& file) {
    Interpreter interpreter(program);
    Rerun result;
    result.same_program = fingerprint(program) == file.fingerprint;
    checker::Violation& violation = result.counterexample.violation;
    violation.kind = file.kind;
    violation.words = file.words;
    violation.within_step = file.within_step;
    violation.cycle = file.cycle;
    violation.task = file.task.empty() ? none : task_named(program, file.task);
    result.difference = follow(interpreter, file, result.counterexample.trace);
    if (!result.counterexample.trace.steps.empty()) {
        violation.where = program.steps[result.counterexample.trace.steps.back().step].where;
    }
    if (result.difference.empty()) {
        result.difference = find_invariant(program, file, violation);
    }
    if (result.difference.empty()) {
        const std::string difference = checker::replay::confirm(program, result.counterexample);
        result.difference =
            difference.empty() ? "" : "the recorded run does not end in '" + file.kind + "' now: " + difference;
    }
    return result;
}

}  // namespace mmapck::reports
