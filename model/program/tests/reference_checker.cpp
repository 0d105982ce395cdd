// SPDX-License-Identifier: Apache-2.0
#include "model/program/tests/reference_checker.h"

#include <deque>
#include <optional>
#include <set>

namespace mmapck::program::tests {
namespace {

struct State {
    std::vector<std::vector<std::int64_t>> cells;  // by variable
    std::vector<LocationId> at;                    // by task
    std::uint32_t faults = 0;
    auto operator<=>(const State&) const = default;
};

class Search {
  public:
    Search(const Program& program, std::size_t max_states) : program_(program), max_states_(max_states) {}

    Answer run() {
        State initial;
        for (const Variable& variable : program_.variables) {
            initial.cells.emplace_back();
            for (std::uint32_t cell = 0; cell < variable.count; ++cell)
                initial.cells.back().push_back(variable.initial_of(cell));
        }
        for (const Task& task : program_.tasks) initial.at.push_back(task.first);
        visit(initial);
        while (!frontier_.empty() && answer_.complete) {
            const State state = frontier_.front();
            frontier_.pop_front();
            expand(state);
        }
        answer_.states = seen_.size();
        return answer_;
    }

  private:
    std::int64_t value(ExprId id, const State& state, std::int64_t choice) const {
        const Expression& node = program_.expressions[id];
        if (node.op == Op::constant) return node.value;
        if (node.op == Op::choice) return choice;
        if (node.op == Op::load) return state.cells[node.variable][0];
        const std::int64_t a = value(node.a, state, choice);
        if (node.op == Op::element) {
            const auto& cells = state.cells[node.variable];
            return a >= 0 && a < static_cast<std::int64_t>(cells.size()) ? cells[static_cast<std::size_t>(a)] : 0;
        }
        const std::int64_t b = arity(node.op) > 1 ? value(node.b, state, choice) : 0;
        const std::int64_t c = arity(node.op) > 2 ? value(node.c, state, choice) : 0;
        return apply(node.op, node.value, a, b, c);
    }

    void report(std::string_view kind, std::uint32_t faults) {
        const auto [entry, added] = answer_.fewest_faults.emplace(kind, faults);
        if (!added && faults < entry->second) entry->second = faults;
    }

    bool violates(Moment moment, TaskId task, const State& state) {
        bool found = false;
        for (const Invariant& invariant : program_.invariants) {
            if (invariant.moment != moment || (moment == Moment::at_return && invariant.task != task)) continue;
            if (value(invariant.condition, state, 0) != 0) continue;
            report(invariant.name, state.faults);
            found = true;
        }
        return found;
    }

    /// A state between moves, reached for the first time or again.
    void visit(const State& state) {
        if (!seen_.insert(state).second) return;
        if (seen_.size() > max_states_) answer_.complete = false;
        bool bad = violates(Moment::every_step, none, state);
        if (program_.quiescent != no_expr && value(program_.quiescent, state, 0) != 0)
            bad = violates(Moment::quiescence, none, state) || bad;
        if (program_.ended != no_expr && value(program_.ended, state, 0) != 0)
            bad = violates(Moment::end, none, state) || bad;
        if (!bad) frontier_.push_back(state);
    }

    void expand(const State& state) {
        bool moves = false;
        bool may_stay = true;
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            const Location& location = program_.locations[state.at[task]];
            may_stay = may_stay && (location.final || location.may_wait);
            moves = move(state, task) || moves;
        }
        if (!moves && !may_stay) report(kind::deadlock, state.faults);
    }

    /// All moves of a task, a step at a time. True if there is one, be it only to a violation.
    bool move(const State& start, TaskId task) {
        bool possible = false;
        std::set<State> inside{start};
        for (std::uint32_t length = 0; !inside.empty(); ++length) {
            if (length == max_move_steps) {
                for (const State& state : inside) possible = too_long(state, task) || possible;
                break;
            }
            std::set<State> next;
            for (const State& state : inside)
                for (const StepId step : program_.locations[state.at[task]].steps)
                    possible = take(state, task, program_.steps[step], next) || possible;
            inside = std::move(next);
        }
        return possible;
    }

    bool too_long(const State& state, TaskId task) {
        bool found = false;
        for (const StepId id : program_.locations[state.at[task]].steps) {
            const Step& step = program_.steps[id];
            if (step.guard != no_expr && value(step.guard, state, 0) == 0) continue;
            report(kind::unbounded_loop, state.faults);
            found = true;
        }
        return found;
    }

    bool take(const State& state, TaskId task, const Step& step, std::set<State>& inside) {
        if (step.guard != no_expr && value(step.guard, state, 0) == 0) return false;
        if (step.kind == StepKind::fault && state.faults == program_.max_faults) return false;
        if (step.choice_low == no_expr) return take(state, task, step, 0, inside);
        bool possible = false;
        const std::int64_t high = value(step.choice_high, state, 0);
        for (std::int64_t choice = value(step.choice_low, state, 0); choice <= high; ++choice)
            possible = take(state, task, step, choice, inside) || possible;
        return possible;
    }

    /// True if the step ends a move or the run.
    bool take(const State& before, TaskId task, const Step& step, std::int64_t choice, std::set<State>& inside) {
        const std::uint32_t faults = before.faults + (step.kind == StepKind::fault ? 1 : 0);
        for (const Check& check : step.checks) {
            if (value(check.condition, before, choice) != 0) continue;
            report(check.kind, faults);
            return true;
        }
        if (step.assumption != no_expr && value(step.assumption, before, choice) == 0) return false;
        State after = before;
        after.faults = faults;
        for (const Assignment& assignment : step.assignments) {
            const Variable& variable = program_.variables[assignment.variable];
            const std::int64_t index = assignment.index == no_expr ? 0 : value(assignment.index, before, choice);
            const std::int64_t stored = value(assignment.value, before, choice);
            const bool outside = index < 0 || index >= variable.count;
            if (outside || stored < variable.low || stored > variable.high) {
                report(outside ? kind::out_of_bounds : kind::domain, faults);
                return true;
            }
            after.cells[assignment.variable][static_cast<std::size_t>(index)] = stored;
        }
        for (const Free& free : step.frees) release(free.table, value(free.object, before, choice), after);
        after.at[task] = step.to;
        if (step.kind == StepKind::system_return && violates(Moment::at_return, task, after)) return true;
        const Location& location = program_.locations[step.to];
        if (location.interruptible || location.final) {
            visit(after);
            return true;
        }
        inside.insert(after);
        return false;
    }

    void release(TableId table, std::int64_t object, State& state) const {
        const auto instances = static_cast<std::int64_t>(program_.tables[table].instances.size());
        if (object < 1 || object > instances) return;
        for (VarId id = 0; id < program_.variables.size(); ++id) {
            if (program_.types[program_.variables[id].type].table != table) continue;
            for (std::int64_t& cell : state.cells[id])
                if (cell == object) cell = object + instances;
        }
    }

    const Program& program_;
    std::size_t max_states_;
    std::set<State> seen_;
    std::deque<State> frontier_;
    Answer answer_;
};

}  // namespace

Answer reference_check(const Program& program, std::size_t max_states) { return Search(program, max_states).run(); }

}  // namespace mmapck::program::tests
