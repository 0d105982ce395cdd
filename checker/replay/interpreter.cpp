// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/interpreter.h"

#include <utility>

namespace mmapck::checker::replay {

using namespace program;

Interpreter::Interpreter(const Program& program) : program_(program) {
    for (const Variable& variable : program.variables) {
        first_cell_.push_back(cells_);
        cells_ += variable.count;
    }
}

State Interpreter::initial() const {
    State state;
    state.cells.reserve(cells_);
    for (const Variable& variable : program_.variables) {
        for (std::uint32_t cell = 0; cell < variable.count; ++cell) {
            state.cells.push_back(variable.initial_of(cell));
        }
    }
    for (const Task& task : program_.tasks) {
        state.locations.push_back(task.first);
    }
    return state;
}

bool Interpreter::enabled(const State& state, StepId id, std::int64_t choice) {
    const Step& step = program_.steps[id];
    if (state.locations[program_.locations[step.from].task] != step.from) {
        return false;
    }
    if (step.choice_low != no_expr &&
        (choice < evaluate(step.choice_low, state) || choice > evaluate(step.choice_high, state))) {
        return false;
    }
    return step.guard == no_expr || evaluate(step.guard, state, choice) != 0;
}

Outcome Interpreter::take(State& state, StepId id, std::int64_t choice) {
    const Step& step = program_.steps[id];
    Outcome outcome;
    if (!enabled(state, id, choice)) {
        outcome.result = Result::not_enabled;
        return outcome;
    }
    outcome.returned = step.result == no_expr ? 0 : evaluate(step.result, state, choice);
    for (const Check& check : step.checks) {
        if (evaluate(check.condition, state, choice) == 0) {
            outcome.result = Result::violated;
            outcome.kind = check.kind;
            outcome.words = check.words;
            return outcome;
        }
    }
    if (step.assumption != no_expr && evaluate(step.assumption, state, choice) == 0) {
        outcome.result = Result::discarded;
        return outcome;
    }
    State after = state;
    if (!store(after, outcome, step, state, choice)) {
        outcome.result = Result::violated;
        return outcome;
    }
    free(after, outcome, step, state, choice);
    after.locations[program_.locations[step.from].task] = step.to;
    for (const Event& event : step.events) {
        outcome.events.push_back({event.kind, event.table,
                                  event.object == no_expr ? 0 : evaluate(event.object, state, choice),
                                  event.detail == no_expr ? 0 : evaluate(event.detail, state, choice)});
    }
    record_changes(outcome, state, after);
    state = std::move(after);
    return outcome;
}

bool Interpreter::store(State& after, Outcome& outcome, const Step& step, const State& before, std::int64_t choice) {
    for (const Assignment& assignment : step.assignments) {
        const Variable& variable = program_.variables[assignment.variable];
        const std::int64_t index =
            assignment.index == no_expr ? 0 : evaluate(assignment.index, before, choice);
        const std::int64_t value = evaluate(assignment.value, before, choice);
        if (index < 0 || index >= static_cast<std::int64_t>(variable.count)) {
            outcome.kind = kind::out_of_bounds;
            outcome.words = "element " + std::to_string(index) + " of " + variable.name + ", which has " +
                            std::to_string(variable.count);
            return false;
        }
        if (value < variable.low || value > variable.high) {
            outcome.kind = kind::domain;
            outcome.words = variable.name + " cannot hold " + std::to_string(value) + "; it holds " +
                            std::to_string(variable.low) + " to " + std::to_string(variable.high);
            return false;
        }
        after.cells[first_cell_[assignment.variable] + static_cast<std::size_t>(index)] = value;
    }
    return true;
}

void Interpreter::free(State& after, Outcome& outcome, const Step& step, const State& before, std::int64_t choice) {
    for (const Free& freed : step.frees) {
        const auto instances = static_cast<std::int64_t>(program_.tables[freed.table].instances.size());
        const std::int64_t object = evaluate(freed.object, before, choice);
        if (object < 1 || object > instances) {
            continue;
        }
        outcome.freed.push_back({freed.table, object});
        for (VarId id = 0; id < program_.variables.size(); ++id) {
            const Variable& variable = program_.variables[id];
            if (program_.types[variable.type].table != freed.table) {
                continue;
            }
            for (std::uint32_t cell = 0; cell < variable.count; ++cell) {
                std::int64_t& value = after.cells[first_cell_[id] + cell];
                value = value == object ? object + instances : value;
            }
        }
    }
}

void Interpreter::record_changes(Outcome& outcome, const State& before, const State& after) const {
    for (VarId id = 0; id < program_.variables.size(); ++id) {
        for (std::uint32_t cell = 0; cell < program_.variables[id].count; ++cell) {
            const std::size_t number = first_cell_[id] + cell;
            if (before.cells[number] != after.cells[number]) {
                outcome.changes.push_back({id, cell, before.cells[number], after.cells[number]});
            }
        }
    }
}

bool Interpreter::holds(std::uint32_t invariant, const State& state) {
    return evaluate(program_.invariants[invariant].condition, state) != 0;
}

std::vector<std::uint32_t> Interpreter::failing(const State& state) {
    const bool quiescent = program_.quiescent != no_expr && evaluate(program_.quiescent, state) != 0;
    const bool ended = program_.ended != no_expr && evaluate(program_.ended, state) != 0;
    std::vector<std::uint32_t> failing;
    for (std::uint32_t i = 0; i < program_.invariants.size(); ++i) {
        const Moment moment = program_.invariants[i].moment;
        const bool now = moment == Moment::every_step || (moment == Moment::quiescence && quiescent) ||
                         (moment == Moment::end && ended);
        if (now && !holds(i, state)) {
            failing.push_back(i);
        }
    }
    return failing;
}

std::vector<std::uint32_t> Interpreter::failing_at_return(const State& state, TaskId task) {
    std::vector<std::uint32_t> failing;
    for (std::uint32_t i = 0; i < program_.invariants.size(); ++i) {
        const Invariant& invariant = program_.invariants[i];
        if (invariant.moment == Moment::at_return && invariant.task == task && !holds(i, state)) {
            failing.push_back(i);
        }
    }
    return failing;
}

bool Interpreter::deadlocked(const State& state, std::uint32_t faults_left) {
    bool stuck = false;
    for (TaskId task = 0; task < program_.tasks.size(); ++task) {
        if (!moves(state, task, faults_left).empty()) {
            return false;
        }
        const Location& location = program_.locations[state.locations[task]];
        stuck |= !location.final && !location.may_wait;
    }
    return stuck;
}

}  // namespace mmapck::checker::replay
