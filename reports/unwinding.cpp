// SPDX-License-Identifier: Apache-2.0
#include "reports/unwinding.h"

#include <algorithm>
#include <set>

#include "checker/replay/frames.h"
#include "checker/replay/interpreter.h"
#include "reports/ascii.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::EventValue;
using checker::replay::Interpreter;
using checker::replay::Outcome;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr std::uint32_t most_steps = 20'000;

bool gives_back(const Outcome& outcome) {
    return !outcome.freed.empty() || std::any_of(outcome.events.begin(), outcome.events.end(), [](const EventValue& event) {
        return event.kind == EventKind::release || event.kind == EventKind::put || event.kind == EventKind::uncharge || event.kind == EventKind::settle;
    });
}

class Unwinder {
  public:
    explicit Unwinder(const Program& program) : program_(program), interpreter_(program) {}

    Unwindings find() {
        State state = interpreter_.initial();
        bool moved = true;
        while (moved) {
            moved = false;
            for (TaskId task = 0; task < program_.tasks.size(); ++task) {
                while (branch(state, task) && go_on(state, task)) {
                    moved = true;
                }
            }
        }
        found_.complete = left_ > 0;
        return std::move(found_);
    }

  private:
    /// Takes the first possible step that is no fault; which one and what it did, if there was one.
    bool go_on(State& state, TaskId task, StepId* taken = nullptr, Outcome* outcome = nullptr) {
        for (const StepId id : program_.locations[state.locations[task]].steps) {
            if (program_.steps[id].kind == StepKind::fault || left_ == 0) {
                continue;
            }
            Outcome tried = take(state, id);
            if (tried.result == Result::ok) {
                if (taken != nullptr) {
                    *taken = id;
                    *outcome = std::move(tried);
                }
                return true;
            }
        }
        return false;
    }

    Outcome take(State& state, StepId id) {
        const Step& step = program_.steps[id];
        const std::int64_t choice = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state);
        Outcome outcome = interpreter_.take(state, id, choice);
        left_ -= outcome.result == Result::ok && left_ > 0 ? 1 : 0;
        return outcome;
    }

    /// Follows the fault points at the task's location that are new. Always true.
    bool branch(const State& state, TaskId task) {
        for (const StepId id : program_.locations[state.locations[task]].steps) {
            const Step& step = program_.steps[id];
            if (step.kind == StepKind::fault && seen_.insert(step.fault).second) {
                State other = state;
                if (take(other, id).result == Result::ok) {
                    follow(std::move(other), task, step.fault);
                }
            }
        }
        return true;
    }

    void follow(State state, TaskId task, FaultId fault) {
        const FrameId call = system_call_of(program_.faults[fault].frame);
        Unwinding unwinding{fault, {}};
        StepId taken = 0;
        Outcome outcome;
        while (go_on(state, task, &taken, &outcome)) {
            std::vector<StepId>& steps = unwinding.cleanup;
            if (gives_back(outcome) && std::find(steps.begin(), steps.end(), taken) == steps.end()) {
                steps.push_back(taken);
            }
            const Step& step = program_.steps[taken];
            if (step.kind == StepKind::system_return && program_.locations[step.from].frame == call) {
                break;
            }
        }
        found_.of.push_back(std::move(unwinding));
    }

    FrameId system_call_of(FrameId frame) const {
        while (frame != none && program_.frames[frame].kind != FrameKind::system_call) {
            frame = program_.frames[frame].parent;
        }
        return frame;
    }

    const Program& program_;
    Interpreter interpreter_;
    std::uint32_t left_ = most_steps;
    std::set<FaultId> seen_;
    Unwindings found_;
};

}  // namespace

Unwindings unwindings(const Program& program) { return Unwinder(program).find(); }

std::string cleanup_text(const Program& program, StepId id) {
    const Step& step = program.steps[id];
    for (const FrameId frame : checker::replay::chain(program, program.locations[step.from].frame)) {
        if (program.frames[frame].parent != none && checker::replay::is_folded(program.frames[frame])) {
            return printable(program.frames[frame].call_text);
        }
    }
    return printable(step.text);
}

}  // namespace mmapck::reports
