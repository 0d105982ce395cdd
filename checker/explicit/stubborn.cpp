// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/stubborn.h"

#include <algorithm>
#include <bit>
#include <map>

#include "checker/explicit/loop_cuts.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::size_t max_known = std::size_t{1} << 15;  // situations that are kept
constexpr std::size_t max_conditions = 64;
constexpr std::size_t max_stored = 1 << 16;
constexpr std::size_t max_values = 64;  // of the cell of a condition

}  // namespace

StubbornSets::StubbornSets(const Model& model)
    : model_(model), footprints_(model), cuts_(loop_cuts(model.program, model.cells, model.worth)), tasks_(model.program.tasks.size()),
      moves_(model.program.locations.size()), futures_(model.program.locations.size()), known_(max_known) {
    const Program& program = model.program;
    for (const std::vector<ExprId>& terms : footprints_.gates()) gates_.push_back(conditions(terms));
    for (LocationId location = 0; location < program.locations.size(); ++location) waits_for_.push_back(conditions(common_terms(program, location)));
    find_permanent();
    find_ahead();
}

void StubbornSets::find_permanent() {
    const Program& program = model_.program;
    std::map<ExprId, bool> known;
    for (const Step& step : program.steps) {
        needs_.push_back(0);
        for (const ExprId term : terms(program.expressions, step.guard)) {
            const auto [entry, added] = known.try_emplace(term, false);
            if (added) {
                const std::optional<Condition> condition = condition_on_one_cell(program, model_.cells, model_.worth, term);
                entry->second = condition && footprints_.number(condition->cell) != Footprints::no_number && is_permanent(*condition, term);
            }
            if (entry->second) needs_.back() |= conditions({term});
        }
        permanent_ |= needs_.back();
    }
}

/// Whether no step writes the condition's cell that a task can come to, from wherever it may be between moves, without a step that has the term in
/// its guard.
bool StubbornSets::is_permanent(const Condition& condition, ExprId term) const {
    const Program& program = model_.program;
    const std::uint32_t cell = footprints_.number(condition.cell);
    if (footprints_.budgets().is_budget(condition.cell)) return std::is_sorted(condition.truth.begin(), condition.truth.end());  // it is only lowered
    std::vector<bool> seen(program.locations.size());
    std::vector<LocationId> open;
    const auto go_to = [&](LocationId location) {
        if (!seen[location]) open.push_back(location);
        seen[location] = true;
    };
    for (LocationId location = 0; location < program.locations.size(); ++location)
        if (model_.layout.number(location) != Layout::no_number) go_to(location);
    while (!open.empty()) {
        const LocationId location = open.back();
        open.pop_back();
        if (footprints_.at(location).written.contains(cell)) return false;
        for (const StepId id : program.locations[location].steps) {
            const std::vector<ExprId> needed = terms(program.expressions, program.steps[id].guard);
            if (std::find(needed.begin(), needed.end(), term) == needed.end()) go_to(program.steps[id].to);
        }
    }
    return true;
}

void StubbornSets::cut_also(const std::vector<LocationId>& images) {
    for (LocationId location = 0; location < cuts_.size(); ++location)
        if (cuts_[location]) cuts_[images[location]] = true;
}

std::size_t StubbornSets::place(const Key& key) const {
    std::uint64_t hash = key.is_false;
    for (std::size_t word = 0; 4 * word < tasks_; ++word) hash = (std::rotl(hash, 23) ^ key.numbers[word]) * 0x9e3779b97f4a7c15;
    return (hash ^ hash >> 32) % max_known;
}

/// Those of the terms that are conditions on one cell.
StubbornSets::ConditionSet StubbornSets::conditions(const std::vector<ExprId>& terms) {
    ConditionSet set = 0;
    for (const ExprId term : terms) {
        const std::optional<Condition> condition = condition_on_one_cell(model_.program, model_.cells, model_.worth, term);
        if (!condition || footprints_.number(condition->cell) == Footprints::no_number || model_.layout.shared_field(condition->cell) == Layout::no_number) continue;
        if (condition->truth.size() > max_values) continue;
        const auto known = std::find(conditions_.begin(), conditions_.end(), *condition);
        if (known == conditions_.end() && conditions_.size() == max_conditions) continue;
        set |= ConditionSet{1} << (known - conditions_.begin());
        if (known != conditions_.end()) continue;
        Test test{model_.layout.shared()[model_.layout.shared_field(condition->cell)], 0};
        for (std::size_t i = 0; i < condition->truth.size(); ++i)
            if (condition->truth[i]) test.truth |= std::uint64_t{1} << (condition->low + static_cast<std::int64_t>(i) - test.field.low);
        tests_.push_back(test);
        conditions_.push_back(*condition);
    }
    return set;
}

void StubbornSets::find_ahead() {
    ahead_ = waits_for_;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = model_.program.steps.size(); i-- > 0;) {
            const Step& step = model_.program.steps[i];
            const ConditionSet more = ahead_[step.from] | ahead_[step.to] | needs_[i];
            changed |= more != ahead_[step.from];
            ahead_[step.from] = more;
        }
    }
    for (const ConditionSet gate : gates_) of_gates_ |= gate;
    if (tasks_ > max_tasks || tasks_ < 2) return;
    for (TaskId task = 0; task < tasks_; ++task) {
        ahead_of_.emplace_back();
        for (const LocationId location : model_.layout.section(task).stored) ahead_of_.back().push_back(ahead_[location]);
        if (ahead_of_.back().size() > max_stored) return ahead_of_.clear();
    }
}

TaskSet StubbornSets::choose(const Word* state) {
    if (ahead_of_.empty()) return everyone;
    const Key now = key(state);
    if (!shut(now.is_false)) return everyone;
    Known& known = known_[place(now)];
    if (known.set == 0 || !(known.key == now)) known = {now, compute(situation(now))};
    return known.set;
}

StubbornSets::Key StubbornSets::key(const Word* state) const {
    Key key;
    ConditionSet ahead = of_gates_;
    for (TaskId task = 0; task < tasks_; ++task) {
        const std::uint64_t number = model_.layout.section(task).location.raw(state);
        key.numbers[task / 4] |= number << task % 4 * 16;
        ahead |= ahead_of_[task][number];
    }
    for (; ahead != 0; ahead &= ahead - 1) {
        const auto number = static_cast<std::size_t>(std::countr_zero(ahead));
        if ((tests_[number].truth >> tests_[number].field.raw(state) & 1) == 0) key.is_false |= ConditionSet{1} << number;
    }
    return key;
}

StubbornSets::Situation StubbornSets::situation(const Key& key) const {
    Situation situation;
    situation.is_false = key.is_false;
    for (TaskId task = 0; task < tasks_; ++task)
        situation.locations[task] = model_.layout.section(task).stored[key.numbers[task / 4] >> task % 4 * 16 & 0xffff];
    return situation;
}

/// Whether no gate can be open while these conditions are false.
bool StubbornSets::shut(ConditionSet is_false) const {
    return std::all_of(gates_.begin(), gates_.end(), [&](ConditionSet gate) { return (gate & is_false) != 0; });
}

/// The smallest set that grows from one task, the first of equals.
TaskSet StubbornSets::compute(const Situation& situation) {
    TaskSet smallest = everyone;
    for (TaskId task = 0; task < tasks_; ++task) {
        const LocationId location = situation.locations[task];
        if (model_.program.locations[location].steps.empty() || (waits_for_[location] & situation.is_false) != 0) continue;
        const TaskSet set = closed(TaskSet{1} << task, situation);
        if (std::popcount(set) < std::popcount(smallest)) smallest = set;
    }
    return smallest;
}

/// The set with all that it has to have, or everyone.
TaskSet StubbornSets::closed(TaskSet set, const Situation& situation) {
    for (TaskSet more = set; more != 0; set |= more) {
        for (TaskId task = 0; task < tasks_; ++task)
            if (has(more, task) && cuts_[situation.locations[task]]) return everyone;
        more = conflicting(set, situation);
    }
    return set;
}

/// The tasks outside of the set that can do what conflicts with a move of the set.
TaskSet StubbornSets::conflicting(TaskSet set, const Situation& situation) {
    const ConditionSet is_false = lasting(set, situation);
    const bool gates_shut = shut(is_false);
    TaskSet found = 0;
    for (TaskId other = 0; other < tasks_; ++other) {
        if (has(set, other)) continue;
        const Footprint& ahead = future(situation.locations[other], is_false);
        for (TaskId task = 0; task < tasks_; ++task)
            if (has(set, task) && conflict(known_move(situation.locations[task], is_false), ahead, gates_shut)) found |= TaskSet{1} << other;
    }
    return found;
}

/// The conditions that are false and stay so until a task of the set moves.
StubbornSets::ConditionSet StubbornSets::lasting(TaskSet set, const Situation& situation) {
    for (ConditionSet is_false = situation.is_false;;) {
        ConditionSet changing = 0;
        for (TaskId other = 0; other < tasks_; ++other) {
            if (has(set, other)) continue;
            const Footprint& ahead = future(situation.locations[other], is_false);
            for (ConditionSet rest = is_false; rest != 0; rest &= rest - 1) {
                const int number = std::countr_zero(rest);
                if (ahead.written.contains(footprints_.number(conditions_[static_cast<std::size_t>(number)].cell))) changing |= ConditionSet{1} << number;
            }
        }
        if (changing == 0) return is_false;
        is_false &= ~changing;
    }
}

/// Steps of the move itself may make a condition true, but not one that is false for good.
const Footprint& StubbornSets::known_move(LocationId from, ConditionSet is_false) { return found(moves_[from], from, is_false & permanent_, true); }

const Footprint& StubbornSets::future(LocationId from, ConditionSet is_false) { return found(futures_[from], from, is_false, false); }

const Footprint& StubbornSets::found(std::vector<Ahead>& known, LocationId from, ConditionSet is_false, bool one_move) const {
    const ConditionSet relevant = is_false & ahead_[from];
    for (const Ahead& ahead : known)
        if (ahead.is_false == relevant) return *ahead.footprint;
    known.push_back({relevant, std::make_unique<Footprint>(walk(from, relevant, one_move))});
    return *known.back().footprint;
}

/// All steps that may be taken from there on: in one move, or ever while these conditions are false.
Footprint StubbornSets::walk(LocationId from, ConditionSet is_false, bool one_move) const {
    const Program& program = model_.program;
    Footprint found(footprints_.bound());
    std::vector<bool> seen(program.locations.size());
    std::vector<LocationId> open{from};
    seen[from] = true;
    while (!open.empty()) {
        const LocationId location = open.back();
        open.pop_back();
        if (one_move && location != from && program.locations[location].interruptible) continue;
        if ((waits_for_[location] & is_false) != 0) continue;
        found.add(footprints_.at(location));
        for (const StepId id : program.locations[location].steps) {
            const LocationId to = program.steps[id].to;
            if (seen[to] || (needs_[id] & is_false) != 0) continue;
            open.push_back(to);
            seen[to] = true;
        }
    }
    return found;
}

}  // namespace mmapck::checker::explicit_
