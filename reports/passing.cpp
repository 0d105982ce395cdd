// SPDX-License-Identifier: Apache-2.0
#include "reports/passing.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "checker/replay/frames.h"
#include "checker/replay/interpreter.h"
#include "reports/ascii.h"
#include "reports/digest.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::Taken;
using checker::Trace;
using checker::replay::Interpreter;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr std::size_t most_steps = 40'000;   // in all runs that are tried together
constexpr std::size_t most_states = 2'000;   // steps before the end at which runs may part
constexpr std::int64_t most_choices = 64;    // values of one choice that are tried

/// Where runs go different ways.
struct Fork {
    State state;
    TaskId task = none;            // whose move it is, or that has moved last
    bool inside_move = false;
    std::vector<Taken> ways;
    std::size_t next = 0;          // in ways
    std::size_t length = 0;        // of the path that leads here
};

class Search {
  public:
    Search(const Program& program, const Counterexample& counterexample) : program_(program), trace_(counterexample.trace), interpreter_(program) {}

    Passing find() {
        record_states();
        for (std::size_t step = trace_.steps.size(); step-- > first_ && left_ > 0;) {
            for (const Taken& other : alternatives(step)) {
                path_.assign(trace_.steps.begin(), trace_.steps.begin() + static_cast<std::ptrdiff_t>(step));
                if (passes(states_[step - first_], other)) {
                    return {PassingRun{counted_trace(), step, words(step, other), checker::replay::place(program_, program_.steps[other.step]).where}, ""};
                }
            }
        }
        if (left_ == 0 || first_ > 0) {
            return {std::nullopt, "none was found near"};
        }
        return {std::nullopt, "none: each run that parts from it fails, too, or has no end"};
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
    bool is_fault(const Taken& taken) const { return program_.steps[taken.step].kind == StepKind::fault; }

    Trace counted_trace() const {
        Trace trace{path_, 0, 0};
        trace.moves = static_cast<std::uint32_t>(std::count_if(path_.begin(), path_.end(), [](const Taken& taken) { return taken.begins_move; }));
        trace.faults = static_cast<std::uint32_t>(std::count_if(path_.begin(), path_.end(), [this](const Taken& taken) { return is_fault(taken); }));
        return trace;
    }

    /// Other steps that can be taken where the run takes this one, those of its task first, with no more faults than there may be.
    std::vector<Taken> alternatives(std::size_t step) {
        const Taken& taken = trace_.steps[step];
        std::vector<Taken> found = ways(states_[step - first_], task_of(taken.step), !taken.begins_move, true);
        const auto faults = std::count_if(trace_.steps.begin(), trace_.steps.begin() + static_cast<std::ptrdiff_t>(step), [this](const Taken& one) { return is_fault(one); });
        std::erase_if(found, [&](const Taken& other) { return other == taken || (is_fault(other) && faults >= std::int64_t{program_.max_faults}); });
        return found;
    }

    /// The steps that are enabled: those of the task, and between moves then those of the tasks after it.
    std::vector<Taken> ways(const State& state, TaskId task, bool inside_move, bool with_faults) {
        std::vector<Taken> found;
        const auto tasks = static_cast<TaskId>(program_.tasks.size());
        for (TaskId i = 0; i < (inside_move ? 1 : tasks); ++i) {
            for (const StepId id : program_.locations[state.locations[(task + i) % tasks]].steps) {
                if (with_faults || program_.steps[id].kind != StepKind::fault) {
                    add_choices(found, state, id, !inside_move);
                }
            }
        }
        return found;
    }

    void add_choices(std::vector<Taken>& found, const State& state, StepId id, bool begins_move) {
        const Step& step = program_.steps[id];
        const std::int64_t low = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state);
        const std::int64_t high = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_high, state);
        for (std::int64_t choice = low; choice <= high && choice - low < most_choices; ++choice) {
            if (interpreter_.enabled(state, id, choice)) {
                found.push_back({id, choice, begins_move});
            }
        }
    }

    /// Takes the step after path_ and goes on to an end, which path_ then leads to.
    bool passes(const State& state, const Taken& other) {
        forks_.clear();
        forks_.push_back({state, task_of(other.step), !other.begins_move, {other}, 0, path_.size()});
        while (!forks_.empty() && left_ > 0) {
            Fork& fork = forks_.back();
            const Taken taken = fork.ways[fork.next++];
            path_.resize(fork.length);
            State after = fork.state;
            if (fork.next == fork.ways.size()) {
                forks_.pop_back();
            }
            if (take(after, taken) && ends(after)) {
                return true;
            }
        }
        return false;
    }

    /// Takes the step, and those after it up to the next fork. False: a violation, a state that is known, or no way on.
    bool take(State& state, Taken taken) {
        while (left_ > 0) {
            --left_;
            const TaskId task = task_of(taken.step);
            if (interpreter_.take(state, taken.step, taken.choice).result != Result::ok) {
                return false;
            }
            path_.push_back(taken);
            if (program_.steps[taken.step].kind == StepKind::system_return && !interpreter_.failing_at_return(state, task).empty()) {
                return false;
            }
            const Location& location = program_.locations[state.locations[task]];
            const bool inside_move = !location.interruptible && !location.final;
            if (!inside_move && (!interpreter_.failing(state).empty() || !seen_.insert(key(state)).second)) {
                return false;
            }
            std::vector<Taken> next = ways(state, task, inside_move, false);
            if (next.empty()) {
                return !inside_move;
            }
            if (next.size() > 1) {
                forks_.push_back({state, task, inside_move, std::move(next), 0, path_.size()});
                return false;
            }
            taken = next.front();
        }
        return false;
    }

    static std::string key(const State& state) {
        std::string bytes(reinterpret_cast<const char*>(state.cells.data()), state.cells.size() * sizeof state.cells[0]);
        bytes.append(reinterpret_cast<const char*>(state.locations.data()), state.locations.size() * sizeof state.locations[0]);
        return digest(bytes);
    }

    /// No task can go on, and none has to.
    bool ends(const State& state) const {
        return std::all_of(state.locations.begin(), state.locations.end(),
                           [&](LocationId location) { return program_.locations[location].final || program_.locations[location].may_wait; });
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
    std::vector<Taken> path_;       // of the run that is tried
    std::vector<Fork> forks_;       // on it, with ways that are left
    std::set<std::string> seen_;    // digests of states between moves that were reached
    std::size_t left_ = most_steps;
};

}  // namespace

Passing passing_run(const Program& program, const Counterexample& counterexample) {
    if (counterexample.violation.kind == kind::lock_order) {
        return {std::nullopt, "none: a cycle of locks is no property of one run"};
    }
    return Search(program, counterexample).find();
}

}  // namespace mmapck::reports
