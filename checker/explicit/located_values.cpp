// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/located_values.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>
#include <queue>
#include <utility>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::int64_t max_values = 64;
constexpr std::size_t max_cases = 8;  // what may be known of own cells at one location; with more, nothing is

}  // namespace

/// Follows each task through its locations, for one cell.
class CellWalk {
  public:
    using ValueSet = LocatedValues::ValueSet;

    CellWalk(const Model& model, const std::vector<LocatedValues::Effect>& effects, std::uint32_t cell)
        : model_(model), program_(model.program), effects_(effects), cell_(cell), values_(model.cells.all[cell].values),
          cases_(program_.locations.size()), forgets_(program_.locations.size()), waiting_(program_.locations.size()), changes_(program_.tasks.size()) {}

    std::vector<ValueSet> run() {
        for (const Task& task : program_.tasks) join(task.first, {}, range(Interval::of(model_.cells.all[cell_].initial)));
        while (!open_.empty()) {
            const LocationId location = open_.top();
            open_.pop();
            waiting_[location] = false;
            interfere(location);
            const std::map<Facts, ValueSet> here = cases_[location];
            for (const StepId id : program_.locations[location].steps)
                for (const auto& [facts, set] : here) take(id, facts, set);
        }
        std::vector<ValueSet> found;
        for (const std::map<Facts, ValueSet>& cases : cases_) {
            found.push_back(0);
            for (const auto& [facts, set] : cases) found.back() |= set;
        }
        return found;
    }

  private:
    /// Own cells of which the value is known.
    using Facts = std::map<std::uint32_t, std::int64_t>;

    ValueSet range(Interval wanted) const {
        ValueSet set = 0;
        for (std::int64_t value = values_.low; value <= values_.high; ++value)
            if (wanted.contains(value)) set |= ValueSet{1} << (value - values_.low);
        return set;
    }

    void take(StepId id, Facts facts, ValueSet set) {
        const LocatedValues::Effect& effect = effects_[id];
        if (!effect.possible) return;
        for (const Condition& condition : effect.needs) {
            if (condition.cell == cell_) set &= where(condition);
            const auto fact = facts.find(condition.cell);
            if (fact != facts.end() && !condition.holds(fact->second)) return;
        }
        if (set == 0) return;
        const Step& step = program_.steps[id];
        ValueSet then = set;
        for (const LocatedValues::Write& write : effect.writes) {
            if (write.cell == cell_) then = (write.certain ? 0 : then) | range(write.stored);
            else note(write, facts);
        }
        if (effect_on_cell(effect)) change(program_.locations[step.from].task, set, then);
        join(step.to, std::move(facts), then);
    }

    bool effect_on_cell(const LocatedValues::Effect& effect) const {
        return std::any_of(effect.writes.begin(), effect.writes.end(), [&](const LocatedValues::Write& write) { return write.cell == cell_; });
    }

    /// The values for which a condition on the cell holds.
    ValueSet where(const Condition& condition) const {
        ValueSet set = 0;
        for (std::int64_t value = values_.low; value <= values_.high; ++value)
            if (condition.holds(value)) set |= ValueSet{1} << (value - values_.low);
        return set;
    }

    void note(const LocatedValues::Write& write, Facts& facts) const {
        if (model_.cells.all[write.cell].owner == shared) return;
        facts.erase(write.cell);
        if (write.certain && write.stored.single() && model_.cells.all[write.cell].values.contains(write.stored)) facts[write.cell] = write.stored.low;
    }

    /// A task takes the cell from some of these values to some of those.
    void change(TaskId task, ValueSet from, ValueSet to) {
        std::vector<ValueSet>& changes = changes_[task];
        changes.resize(static_cast<std::size_t>(values_.high - values_.low) + 1);
        bool more = false;
        for (; from != 0; from &= from - 1) {
            ValueSet& known = changes[static_cast<std::size_t>(std::countr_zero(from))];
            more |= (to & ~known) != 0;
            known |= to;
        }
        if (!more) return;
        for (LocationId location = 0; location < cases_.size(); ++location)
            if (program_.locations[location].task != task && program_.locations[location].interruptible && !cases_[location].empty()) go_on(location);
    }

    /// Between moves, other tasks may change the cell.
    void interfere(LocationId location) {
        if (!program_.locations[location].interruptible) return;
        for (auto& [facts, set] : cases_[location])
            for (ValueSet before = 0; before != set;) {
                before = set;
                for (TaskId other = 0; other < changes_.size(); ++other) {
                    if (other == program_.locations[location].task || changes_[other].empty()) continue;
                    for (ValueSet left = before; left != 0; left &= left - 1) set |= changes_[other][static_cast<std::size_t>(std::countr_zero(left))];
                }
            }
    }

    void join(LocationId location, Facts facts, ValueSet set) {
        if (set == 0) return;
        if (!model_.live.empty()) {
            const std::vector<std::uint32_t>& live = model_.live[location];
            std::erase_if(facts, [&](const auto& fact) { return !std::binary_search(live.begin(), live.end(), fact.first); });
        }
        if (forgets_[location]) facts.clear();
        ValueSet& known = cases_[location][std::move(facts)];
        if ((set & ~known) == 0) return;
        known |= set;
        if (cases_[location].size() > max_cases) forget(location);
        go_on(location);
    }

    void forget(LocationId location) {
        ValueSet all = 0;
        for (const auto& [facts, set] : cases_[location]) all |= set;
        cases_[location] = {{Facts{}, all}};
        forgets_[location] = true;
    }

    void go_on(LocationId location) {
        if (!waiting_[location]) open_.push(location);
        waiting_[location] = true;
    }

    const Model& model_;
    const Program& program_;
    const std::vector<LocatedValues::Effect>& effects_;
    const std::uint32_t cell_;
    const Interval values_;
    std::vector<std::map<Facts, ValueSet>> cases_;  // by location
    std::vector<bool> forgets_;                     // by location: there were too many
    std::vector<bool> waiting_;                     // by location: it is in open_
    std::priority_queue<LocationId, std::vector<LocationId>, std::greater<>> open_;
    std::vector<std::vector<ValueSet>> changes_;    // by task and value before; empty: it has changed nothing yet
};

LocatedValues::LocatedValues(const Model& model) : model_(model), constants_(model.cells.size(), true) {
    for (const Step& step : model.program.steps) {
        effects_.push_back(effect(step));
        for (const Write& write : effects_.back().writes)
            if (!write.stored.single()) constants_[write.cell] = false;
    }
}

bool LocatedValues::possible(std::uint32_t cell) const {
    const Cell& which = model_.cells.all[cell];
    const bool small = which.values.low > -(std::int64_t{1} << 32) && which.values.high < std::int64_t{1} << 32 && which.values.high - which.values.low < max_values;
    return constants_[cell] && small && model_.program.types[model_.program.variables[which.variable].type].table == none;
}

bool LocatedValues::may_be(std::uint32_t cell, LocationId location, std::int64_t value) {
    auto known = known_.find(cell);
    if (known == known_.end()) known = known_.emplace(cell, CellWalk(model_, effects_, cell).run()).first;
    return (known->second[location] >> (value - model_.cells.all[cell].values.low) & 1) != 0;
}

LocatedValues::Effect LocatedValues::effect(const Step& step) const {
    Effect effect;
    add_terms(step.guard, effect);
    add_terms(step.assumption, effect);
    for (const Check& check : step.checks) add_terms(check.condition, effect);
    for (const Assignment& assignment : step.assignments) add_write(assignment, effect);
    return effect;
}

void LocatedValues::add_terms(ExprId root, Effect& effect) const {
    for (const ExprId term : terms(model_.program.expressions, root)) {
        if (model_.worth[term].always_zero()) effect.possible = false;
        if (model_.worth[term].single()) continue;
        std::optional<Condition> condition = condition_on_one_cell(model_.program, model_.cells, model_.worth, term);
        if (condition) effect.needs.push_back(std::move(*condition));
    }
}

void LocatedValues::add_write(const Assignment& assignment, Effect& effect) const {
    const Interval all{0, static_cast<std::int64_t>(model_.program.variables[assignment.variable].count) - 1};
    const Interval indices = assignment.index == no_expr ? Interval::of(0) : meet(model_.worth[assignment.index], all);
    for (std::int64_t index = indices.low; index <= indices.high; ++index)
        effect.writes.push_back({model_.cells.number(assignment.variable, static_cast<std::uint32_t>(index)), indices.single(), model_.worth[assignment.value]});
}

}  // namespace mmapck::checker::explicit_
