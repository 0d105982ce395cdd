// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/exchange.h"

#include <algorithm>
#include <numeric>

#include "checker/explicit/rewrite.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::uint32_t unset = ~std::uint32_t{0};

/// Guesses an exchange from the steps of two tasks.
class Guess {
  public:
    Guess(const Model& model, Exchange& guessed) : model_(model), program_(model.program), exchange_(guessed) {
        exchange_.location.assign(program_.locations.size(), unset);
        exchange_.step.resize(program_.steps.size());
        std::iota(exchange_.step.begin(), exchange_.step.end(), 0);
        exchange_.cell.assign(model.cells.size(), unset);
        exchange_.values.assign(model.cells.size(), {0, 0});
    }

    bool run() {
        if (!pair_locations(program_.tasks[exchange_.a].first, program_.tasks[exchange_.b].first)) return false;
        while (!open_.empty()) {
            const auto [x, y] = open_.back();
            open_.pop_back();
            const std::vector<StepId>& of_x = program_.locations[x].steps;
            const std::vector<StepId>& of_y = program_.locations[y].steps;
            if (of_x.size() != of_y.size()) return false;
            for (std::size_t i = 0; i < of_x.size(); ++i) {
                exchange_.step[of_x[i]] = of_y[i];
                exchange_.step[of_y[i]] = of_x[i];
                if (!pair_steps(program_.steps[of_x[i]], program_.steps[of_y[i]])) return false;
            }
        }
        for (std::uint32_t cell = 0; cell < exchange_.cell.size(); ++cell)
            if (exchange_.cell[cell] == unset) exchange_.cell[cell] = cell;
        for (LocationId location = 0; location < exchange_.location.size(); ++location)
            if (exchange_.location[location] == unset) exchange_.location[location] = location;
        return true;
    }

  private:
    bool pair_locations(LocationId x, LocationId y) {
        if (exchange_.location[x] != unset || exchange_.location[y] != unset) return exchange_.location[x] == y && exchange_.location[y] == x;
        exchange_.location[x] = y;
        exchange_.location[y] = x;
        open_.emplace_back(x, y);
        return true;
    }

    bool pair_steps(const Step& x, const Step& y) {
        if (x.assignments.size() != y.assignments.size() || x.checks.size() != y.checks.size()) return false;
        if (!pair(x.guard, y.guard) || !pair(x.assumption, y.assumption)) return false;
        for (std::size_t i = 0; i < x.checks.size(); ++i)
            if (!pair(x.checks[i].condition, y.checks[i].condition)) return false;
        for (std::size_t i = 0; i < x.assignments.size(); ++i)
            if (!pair_assignments(x.assignments[i], y.assignments[i])) return false;
        return pair_locations(x.to, y.to);
    }

    bool pair_assignments(const Assignment& x, const Assignment& y) {
        const std::uint32_t to_x = known_cell(model_, x.variable, x.index), to_y = known_cell(model_, y.variable, y.index);
        if (to_x == no_cell || to_y == no_cell) return x.variable == y.variable && pair(x.index, y.index) && pair(x.value, y.value);
        return pair_cells(to_x, to_y) && (pair_values(to_x, to_y, x.value, y.value) || pair(x.value, y.value));
    }

    bool pair_cells(std::uint32_t x, std::uint32_t y) {
        if (exchange_.cell[x] == unset && exchange_.cell[y] == unset) {
            exchange_.cell[x] = y;
            exchange_.cell[y] = x;
        }
        return exchange_.cell[x] == y && exchange_.cell[y] == x;
    }

    /// Two different constants that are stored in a cell or compared with it stand for the tasks.
    bool pair_values(std::uint32_t x, std::uint32_t y, ExprId value_x, ExprId value_y) {
        const Expression& one = program_.expressions[value_x];
        const Expression& other = program_.expressions[value_y];
        if (one.op != Op::constant || other.op != Op::constant || one.value == other.value) return false;
        for (const std::uint32_t cell : {x, y}) {
            auto& values = exchange_.values[cell];
            if (values.first == values.second) values = std::minmax({one.value, other.value});
            if (values != std::pair(std::min(one.value, other.value), std::max(one.value, other.value))) return false;
        }
        return true;
    }

    bool pair(ExprId x, ExprId y) {
        if (x == y) return true;
        if (x == no_expr || y == no_expr) return false;
        const Expression& one = program_.expressions[x];
        const Expression& other = program_.expressions[y];
        if (one.op != other.op) return false;
        if (one.op == Op::load || one.op == Op::element) return pair_reads(one, other);
        if (one.op == Op::equal || one.op == Op::not_equal)
            if (compares_with_cell(one, other)) return true;
        if (one.value != other.value) return false;
        return pair(one.a, other.a) && pair(one.b, other.b) && pair(one.c, other.c);
    }

    bool pair_reads(const Expression& one, const Expression& other) {
        const std::uint32_t x = known_cell(model_, one), y = known_cell(model_, other);
        if (x != no_cell && y != no_cell) return pair_cells(x, y);
        return x == y && one.variable == other.variable && pair(one.a, other.a);
    }

    bool compares_with_cell(const Expression& one, const Expression& other) {
        const std::uint32_t x = known_cell(model_, program_.expressions[one.a]), y = known_cell(model_, program_.expressions[other.a]);
        return x != no_cell && y != no_cell && pair_cells(x, y) && pair_values(x, y, one.b, other.b);
    }

    const Model& model_;
    const Program& program_;
    Exchange& exchange_;
    std::vector<std::pair<LocationId, LocationId>> open_;
};

/// Verifies an exchange.
class Verification {
  public:
    Verification(const Model& model, Exchange& guessed) : model_(model), program_(model.program), exchange_(guessed), rewrite_(model, guessed) {}

    bool run() {
        for (std::uint32_t cell = 0; cell < model_.cells.size(); ++cell)
            if (!same_cell(cell)) return false;
        for (LocationId location = 0; location < program_.locations.size(); ++location)
            if (!same_location(location)) return false;
        for (StepId step = 0; step < program_.steps.size(); ++step)
            if (!same_step(program_.steps[step], program_.steps[exchange_.step[step]])) return false;
        for (const Invariant& invariant : program_.invariants)
            if (!find_image(invariant)) return false;
        return same(program_.quiescent, program_.quiescent, true) && same(program_.ended, program_.ended, true);
    }

  private:
    TaskId task(TaskId of) const { return of == exchange_.a ? exchange_.b : of == exchange_.b ? exchange_.a : of; }

    bool same(ExprId x, ExprId y, bool truth) {
        const std::optional<ExprId> one = rewrite_.exchanged(x, truth), other = rewrite_.as_is(y, truth);
        return one && other && *one == *other;
    }

    bool same_cell(std::uint32_t number) const {
        const std::uint32_t image = exchange_.cell[number];
        const Cell& x = model_.cells.all[number];
        const Cell& y = model_.cells.all[image];
        const Variable& of_x = program_.variables[x.variable];
        const Variable& of_y = program_.variables[y.variable];
        if (exchange_.cell[image] != number || exchange_.values[number] != exchange_.values[image]) return false;
        if (of_x.type != of_y.type || of_x.low != of_y.low || of_x.high != of_y.high || !(x.values == y.values)) return false;
        const auto& [low, high] = exchange_.values[number];
        if (low != high && (!x.values.contains(low) || !x.values.contains(high) || program_.types[of_x.type].table != none)) return false;
        const TaskId owner = x.owner == shared ? shared : task(x.owner);
        return owner == y.owner && exchange_.exchanged(number, x.initial) == y.initial;
    }

    bool same_location(LocationId number) const {
        const LocationId image = exchange_.location[number];
        const Location& x = program_.locations[number];
        const Location& y = program_.locations[image];
        if (exchange_.location[image] != number || task(x.task) != y.task || x.steps.size() != y.steps.size()) return false;
        if (x.interruptible != y.interruptible || x.final != y.final || x.may_wait != y.may_wait) return false;
        for (std::size_t i = 0; i < x.steps.size(); ++i)
            if (exchange_.step[x.steps[i]] != y.steps[i]) return false;
        if (model_.live.empty()) return true;
        std::vector<std::uint32_t> live;
        for (const std::uint32_t cell : model_.live[number]) live.push_back(exchange_.cell[cell]);
        std::sort(live.begin(), live.end());
        return live == model_.live[image];
    }

    bool same_step(const Step& x, const Step& y) {
        if (exchange_.location[x.from] != y.from || exchange_.location[x.to] != y.to || x.kind != y.kind) return false;
        if (x.checks.size() != y.checks.size() || x.assignments.size() != y.assignments.size() || x.frees.size() != y.frees.size()) return false;
        if (!same(x.guard, y.guard, true) || !same(x.assumption, y.assumption, true)) return false;
        if (!same(x.choice_low, y.choice_low, false) || !same(x.choice_high, y.choice_high, false)) return false;
        for (std::size_t i = 0; i < x.checks.size(); ++i)
            if (x.checks[i].kind != y.checks[i].kind || !same(x.checks[i].condition, y.checks[i].condition, true)) return false;
        for (std::size_t i = 0; i < x.assignments.size(); ++i)
            if (!same_assignment(x.assignments[i], y.assignments[i])) return false;
        for (std::size_t i = 0; i < x.frees.size(); ++i)
            if (x.frees[i].table != y.frees[i].table || !same(x.frees[i].object, y.frees[i].object, false)) return false;
        return true;
    }

    bool same_assignment(const Assignment& x, const Assignment& y) {
        const std::uint32_t to_x = known_cell(model_, x.variable, x.index), to_y = known_cell(model_, y.variable, y.index);
        if (to_x != no_cell && to_y != no_cell) {
            const std::optional<ExprId> one = rewrite_.stored_exchanged(x.value, to_x), other = rewrite_.stored_as_is(y.value, to_y);
            return exchange_.cell[to_x] == to_y && one && other && *one == *other;
        }
        if (to_x != to_y || x.variable != y.variable) return false;
        for (std::uint32_t cell = model_.cells.number(x.variable, 0), end = cell + program_.variables[x.variable].count; cell < end; ++cell)
            if (exchange_.cell[cell] != cell || exchange_.values[cell].first != exchange_.values[cell].second) return false;
        return same(x.index, y.index, false) && same(x.value, y.value, false);
    }

    /// Notes which invariant takes the place of one.
    bool find_image(const Invariant& invariant) {
        for (std::uint32_t i = 0; i < program_.invariants.size(); ++i) {
            const Invariant& image = program_.invariants[i];
            const TaskId of = invariant.task == none ? none : task(invariant.task);
            if (image.name != invariant.name || image.moment != invariant.moment || image.task != of) continue;
            if (!same(invariant.condition, image.condition, true) || !same(invariant.subject, image.subject, true)) continue;
            exchange_.invariant.push_back(i);
            return true;
        }
        return false;
    }

    const Model& model_;
    const Program& program_;
    Exchange& exchange_;
    Rewrite rewrite_;
};

}  // namespace

std::optional<Exchange> exchange_of(const Model& model, TaskId a, TaskId b) {
    Exchange exchange;
    exchange.a = a;
    exchange.b = b;
    if (model.program.tasks[a].kind != model.program.tasks[b].kind) return std::nullopt;
    if (!Guess(model, exchange).run() || !Verification(model, exchange).run()) return std::nullopt;
    return exchange;
}

}  // namespace mmapck::checker::explicit_
