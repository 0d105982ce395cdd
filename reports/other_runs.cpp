// SPDX-License-Identifier: Apache-2.0
#include "reports/other_runs.h"

#include <algorithm>

#include "reports/digest.h"

namespace mmapck::reports {

using namespace program;
using checker::Taken;
using checker::replay::Outcome;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr std::int64_t most_choices = 64;    // values of one choice that are tried
constexpr std::uint32_t any_number = ~std::uint32_t{0};   // as Program::max_faults

}  // namespace

std::vector<Taken> OtherRuns::ways(const State& state, TaskId task, bool inside_move, bool with_faults) {
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

void OtherRuns::add_choices(std::vector<Taken>& found, const State& state, StepId id, bool begins_move) {
    const Step& step = program_.steps[id];
    const std::int64_t low = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_low, state);
    const std::int64_t high = step.choice_low == no_expr ? 0 : interpreter_.evaluate(step.choice_high, state);
    choices_left_out_ |= high - low >= most_choices;
    for (std::int64_t choice = low; choice <= high && choice - low < most_choices; ++choice) {
        if (interpreter_.enabled(state, id, choice)) {
            found.push_back({id, choice, begins_move});
        }
    }
}

bool OtherRuns::pass(const State& state, const Taken& first, std::uint32_t faults, std::vector<Taken>& path) {
    const TaskId task = program_.locations[program_.steps[first.step].from].task;
    forks_.clear();
    passed_.clear();
    on_path_.clear();
    path.clear();
    forks_.push_back({state, task, !first.begins_move, {first}, 0, faults, 0});
    while (!forks_.empty() && left_ > 0) {
        Fork& fork = forks_.back();
        const Taken taken = fork.ways[fork.next++];
        path.resize(fork.length);
        for (; !passed_.empty() && passed_.back().length > path.size(); passed_.pop_back()) {
            on_path_.erase(passed_.back().key);
        }
        const std::uint32_t faults_here = fork.faults;
        State after = fork.state;
        if (fork.next == fork.ways.size()) {
            forks_.pop_back();
        }
        if (go_on(std::move(after), taken, faults_here, path)) {
            return true;
        }
    }
    return false;
}

/// Takes the step, and those after it up to the next fork. True: to an end. False: a fork, a violation, a state that is known, or no way on.
bool OtherRuns::go_on(State state, Taken taken, std::uint32_t faults, std::vector<Taken>& path) {
    while (left_ > 0) {
        --left_;
        const TaskId task = program_.locations[program_.steps[taken.step].from].task;
        const Outcome outcome = interpreter_.take(state, taken.step, taken.choice);
        if (outcome.result == Result::violated) {
            violations_.insert(outcome.kind);
            return false;
        }
        if (outcome.result != Result::ok) {
            return ends_before_move(path);
        }
        path.push_back(taken);
        faults += program_.steps[taken.step].kind == StepKind::fault && program_.max_faults != any_number ? 1 : 0;
        const Location& location = program_.locations[state.locations[task]];
        const bool inside_move = !location.interruptible && !location.final;
        if (violated(state, task, taken.step, inside_move) || (!inside_move && !is_new(state, faults, path.size()))) {
            return false;
        }
        std::vector<Taken> next = ways(state, task, inside_move, with_faults_ && faults < program_.max_faults);
        if (next.empty()) {
            return inside_move ? ends_before_move(path) : ends(state);
        }
        if (next.size() > 1) {
            forks_.push_back({std::move(state), task, inside_move, std::move(next), 0, faults, path.size()});
            return false;
        }
        taken = next.front();
    }
    return false;
}

/// Whether an invariant is, after the step of the task.
bool OtherRuns::violated(const State& state, TaskId task, StepId step, bool inside_move) {
    std::vector<std::uint32_t> failing;
    if (program_.steps[step].kind == StepKind::system_return) {
        failing = interpreter_.failing_at_return(state, task);
    }
    if (failing.empty() && !inside_move) {
        failing = interpreter_.failing(state);
    }
    for (const std::uint32_t invariant : failing) violations_.insert(program_.invariants[invariant].name);
    return !failing.empty();
}

bool OtherRuns::is_new(const State& state, std::uint32_t faults, std::size_t length) {
    std::string bytes(reinterpret_cast<const char*>(state.cells.data()), state.cells.size() * sizeof state.cells[0]);
    bytes.append(reinterpret_cast<const char*>(state.locations.data()), state.locations.size() * sizeof state.locations[0]);
    if (with_faults_) bytes.append(reinterpret_cast<const char*>(&faults), sizeof faults);
    const std::string key = digest(bytes);
    if (!seen_.insert(key).second) {
        endless_ |= on_path_.count(key) != 0;
        return false;
    }
    passed_.push_back({key, state, faults, length});
    on_path_.insert(key);
    return true;
}

/// A move cannot be finished. Whether the run ends well before it: no task has another one, and none has to. The path becomes that of the run.
bool OtherRuns::ends_before_move(std::vector<Taken>& path) {
    if (passed_.empty()) return false;
    const Passed& last = passed_.back();
    for (TaskId task = 0; task < program_.tasks.size(); ++task) {
        if (!interpreter_.moves(last.state, task, program_.max_faults - last.faults).empty()) return false;
    }
    path.resize(last.length);
    return ends(last.state);
}

/// No task can go on. Whether none has to.
bool OtherRuns::ends(const State& state) {
    const bool all = std::all_of(state.locations.begin(), state.locations.end(),
                                 [&](LocationId location) { return program_.locations[location].final || program_.locations[location].may_wait; });
    if (!all) violations_.insert(std::string(kind::deadlock));
    return all;
}

}  // namespace mmapck::reports
