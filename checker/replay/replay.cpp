// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/replay.h"

#include <algorithm>
#include <utility>

namespace mmapck::checker::replay {

using namespace program;

namespace {

std::string at_step(std::size_t index) { return "step " + std::to_string(index + 1) + ": "; }

std::string quoted(const Program& program, StepId step) { return "'" + program.steps[step].text + "'"; }

bool between_moves(const Program& program, const State& state, TaskId task) {
    const Location& location = program.locations[state.locations[task]];
    return location.interruptible || location.final;
}

/// Why the next step of the trace may not come now, by the rules of moves; empty if it may.
std::string misplaced(const Program& program, const Run& run, const Taken& taken) {
    if (taken.step >= program.steps.size()) {
        return "the program has no step number " + std::to_string(taken.step);
    }
    const TaskId task = program.locations[program.steps[taken.step].from].task;
    const bool open = !run.steps.empty() && !between_moves(program, run.end, run.steps.back().task);
    if (!run.steps.empty() && run.steps.back().outcome.result == Result::violated) {
        return "the run has ended in '" + run.steps.back().outcome.kind + "' before it";
    }
    if (taken.begins_move && open) {
        return "a move begins while task " + program.tasks[run.steps.back().task].name + " is inside one";
    }
    if (!taken.begins_move && (!open || run.steps.back().task != task)) {
        return "task " + program.tasks[task].name + " is not inside a move";
    }
    return "";
}

std::string why_not(Interpreter& interpreter, const State& state, const Taken& taken, Result result) {
    const Program& program = interpreter.program();
    const Step& step = program.steps[taken.step];
    const TaskId task = program.locations[step.from].task;
    if (state.locations[task] != step.from) {
        return "task " + program.tasks[task].name + " is not at " + quoted(program, taken.step);
    }
    return quoted(program, taken.step) +
           (result == Result::discarded ? " is discarded by its assumption" : " is not enabled");
}

}  // namespace

Run play(Interpreter& interpreter, const Trace& trace) {
    const Program& program = interpreter.program();
    Run run;
    run.end = interpreter.initial();
    run.before = run.end;
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        const Taken& taken = trace.steps[i];
        if (std::string reason = misplaced(program, run, taken); !reason.empty()) {
            run.difference = at_step(i) + reason;
            return run;
        }
        run.before = run.end;
        Outcome outcome = interpreter.take(run.end, taken.step, taken.choice);
        if (outcome.result == Result::not_enabled || outcome.result == Result::discarded) {
            run.difference = at_step(i) + why_not(interpreter, run.before, taken, outcome.result);
            return run;
        }
        const Step& step = program.steps[taken.step];
        run.faults += step.kind == StepKind::fault ? 1 : 0;
        run.moves += taken.begins_move ? 1 : 0;
        run.steps.push_back({taken, program.locations[step.from].task, std::move(outcome)});
    }
    return run;
}

}  // namespace mmapck::checker::replay
