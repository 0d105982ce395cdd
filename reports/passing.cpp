// SPDX-License-Identifier: Apache-2.0
#include "reports/passing.h"

#include <algorithm>
#include <vector>

#include "checker/replay/frames.h"
#include "checker/replay/interpreter.h"
#include "reports/ascii.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::Taken;
using checker::Trace;
using checker::replay::Interpreter;
using checker::replay::Outcome;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr std::size_t most_steps = 60'000;   // in all runs that are tried together
constexpr std::size_t most_states = 2'000;   // steps before the end at which runs may part

/// A run that is being tried.
struct Attempt {
    State state;
    Trace trace;
};

class Search {
  public:
    Search(const Program& program, const Counterexample& counterexample) : program_(program), trace_(counterexample.trace), interpreter_(program) {}

    std::optional<PassingRun> find() {
        record_states();
        for (std::size_t step = trace_.steps.size(); step-- > first_ && left_ > 0;) {
            for (const Taken& other : alternatives(step)) {
                Attempt attempt{states_[step - first_], {}};
                for (std::size_t i = 0; i < step; ++i) {
                    append(attempt.trace, trace_.steps[i]);
                }
                if (passes(attempt, other)) {
                    return PassingRun{std::move(attempt.trace), step, words(step, other), checker::replay::place(program_, program_.steps[other.step]).where};
                }
            }
        }
        return std::nullopt;
    }

  private:
    /// The states before the last steps.
    void record_states() {
        first_ = trace_.steps.size() - std::min(trace_.steps.size(), most_states);
        State state = interpreter_.initial();
        for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
            if (i >= first_) {
                states_.push_back(state);
            }
            interpreter_.take(state, trace_.steps[i].step, trace_.steps[i].choice);
        }
    }

    TaskId task_of(StepId step) const { return program_.locations[program_.steps[step].from].task; }

    void append(Trace& trace, const Taken& taken) const {
        trace.steps.push_back(taken);
        trace.moves += taken.begins_move ? 1 : 0;
        trace.faults += program_.steps[taken.step].kind == StepKind::fault ? 1 : 0;
    }

    /// Other steps that can be taken where the run takes this one, those of its task first.
    std::vector<Taken> alternatives(std::size_t step) {
        const Taken& taken = trace_.steps[step];
        std::vector<Taken> found;
        add_alternatives(found, step, task_of(taken.step));
        for (TaskId task = 0; taken.begins_move && task < program_.tasks.size(); ++task) {
            if (task != task_of(taken.step)) {
                add_alternatives(found, step, task);
            }
        }
        return found;
    }

    void add_alternatives(std::vector<Taken>& found, std::size_t step, TaskId task) {
        const State& state = states_[step - first_];
        const Taken& taken = trace_.steps[step];
        for (const StepId id : program_.locations[state.locations[task]].steps) {
            const std::int64_t choice = smallest_choice(state, id);
            const Taken other{id, choice, taken.begins_move};
            if (!(other == taken) && interpreter_.enabled(state, id, choice)) {
                found.push_back(other);
            }
        }
    }

    std::int64_t smallest_choice(const State& state, StepId id) {
        const Step& step = program_.steps[id];
        return step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state);
    }

    /// Takes the step and goes on to the end. False: a violation, or more faults or steps than there may be.
    bool passes(Attempt& attempt, const Taken& other) {
        if (!take(attempt, other) || attempt.trace.faults > program_.max_faults || !finish_move(attempt, task_of(other.step))) {
            return false;
        }
        TaskId task = task_of(other.step);
        for (TaskId idle = 0; idle < program_.tasks.size();) {
            if (move(attempt, task)) {
                idle = 0;
            } else if (failed_) {
                return false;
            } else {
                task = (task + 1) % static_cast<TaskId>(program_.tasks.size());
                ++idle;
            }
        }
        return std::all_of(attempt.state.locations.begin(), attempt.state.locations.end(),
                           [&](LocationId location) { return program_.locations[location].final || program_.locations[location].may_wait; });
    }

    /// One move of a task. False: it has none now, or, with failed_, nothing that comes of this run passes.
    bool move(Attempt& attempt, TaskId task) {
        failed_ = false;
        const std::size_t steps = attempt.trace.steps.size();
        const State before = attempt.state;
        if (go_on(attempt, task, true) && finish_move(attempt, task)) {
            return true;
        }
        if (!failed_) {   // stuck inside the move: it is not possible now
            attempt.state = before;
            Trace shorter;
            for (std::size_t i = 0; i < steps; ++i) {
                append(shorter, attempt.trace.steps[i]);
            }
            attempt.trace = std::move(shorter);
        }
        return false;
    }

    /// Takes steps until the move is complete; its invariants hold.
    bool finish_move(Attempt& attempt, TaskId task) {
        while (true) {
            const Location& location = program_.locations[attempt.state.locations[task]];
            if (location.interruptible || location.final) {
                failed_ = !interpreter_.failing(attempt.state).empty();
                return !failed_;
            }
            if (!go_on(attempt, task, false)) {
                return false;
            }
        }
    }

    /// The first possible step that is no fault. False: there is none, or with failed_, it is a violation.
    bool go_on(Attempt& attempt, TaskId task, bool begins_move) {
        for (const StepId id : program_.locations[attempt.state.locations[task]].steps) {
            if (program_.steps[id].kind == StepKind::fault) {
                continue;
            }
            if (take(attempt, {id, smallest_choice(attempt.state, id), begins_move})) {
                return true;
            }
            if (failed_) {
                return false;
            }
        }
        return false;
    }

    bool take(Attempt& attempt, const Taken& taken) {
        failed_ = left_ == 0;
        if (failed_) {
            return false;
        }
        --left_;
        const Outcome outcome = interpreter_.take(attempt.state, taken.step, taken.choice);
        failed_ = outcome.result == Result::violated;
        if (outcome.result != Result::ok) {
            return false;
        }
        append(attempt.trace, taken);
        if (program_.steps[taken.step].kind == StepKind::system_return) {
            failed_ = !interpreter_.failing_at_return(attempt.state, task_of(taken.step)).empty();
        }
        return !failed_;
    }

    std::string words(std::size_t index, const Taken& other) const {
        const Step& step = program_.steps[other.step];
        if (task_of(other.step) != task_of(trace_.steps[index].step)) {
            return "task " + printable(program_.tasks[task_of(other.step)].name) + " goes on";
        }
        if (step.kind == StepKind::fault || step.kind == StepKind::no_fault) {
            return printable(program_.faults[step.fault].site) + (step.kind == StepKind::fault ? " fails" : " does not fail");
        }
        return step.kind == StepKind::choice ? "another value is chosen" : "it goes another way";
    }

    const Program& program_;
    const Trace& trace_;
    Interpreter interpreter_;
    std::size_t first_ = 0;
    std::vector<State> states_;     // before each step from first_ on
    std::size_t left_ = most_steps;
    bool failed_ = false;           // the last step or move was a violation, or no steps are left
};

}  // namespace

std::optional<PassingRun> passing_run(const Program& program, const Counterexample& counterexample) {
    if (counterexample.violation.kind == kind::lock_order) {
        return std::nullopt;
    }
    return Search(program, counterexample).find();
}

}  // namespace mmapck::reports
