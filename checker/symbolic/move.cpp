// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/move.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// A part of a move: the condition under which it is gone, and the values after it.
struct Arrival {
    ExprId condition;
    Values values;
};

/// All that comes to a visit.
struct Waiting {
    LocationId at = 0;
    std::vector<Arrival> arrivals;
};

class Moves {
  public:
    Moves(Construction& construction, LocationId from)
        : construction_(construction), program_(construction.program), system_(construction.system), terms_(construction.system.terms), from_(from),
          order_(program_, from) {
        block_.task = program_.locations[from].task;
        block_.from = from;
    }

    Block build() {
        Values values;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) values.push_back(terms_.leaf(cell));
        values[system_.location_cells[block_.task]] = terms_.constant(from_);
        const Values before = values;
        waiting_[order_.first(from_)] = {from_, {{terms_.truth(true), std::move(values)}}};
        for (std::uint32_t visited = 0; !waiting_.empty(); ++visited) {
            if (visited == max_move_steps) throw Unsupported("a move from " + place() + " has no bound that the domains of its variables show");
            auto visiting = waiting_.extract(waiting_.begin());
            now_ = visiting.key();
            const Arrival arrival = merge(std::move(visiting.mapped().arrivals));
            if (!terms_.is_false(arrival.condition)) leave(visiting.mapped().at, arrival);
        }
        finish(before);
        return std::move(block_);
    }

  private:
    std::string place() const {
        const Location& location = program_.locations[from_];
        const Position& where = location.steps.empty() ? Position{} : program_.steps[location.steps[0]].where;
        return where.file == none ? "location " + std::to_string(from_) : program_.files[where.file] + ":" + std::to_string(where.line);
    }

    /// One arrival for all. Two whose conditions join to a simpler one are joined first: they are the sides of one branch.
    Arrival merge(std::vector<Arrival> arrivals) {
        while (arrivals.size() > 1) {
            std::size_t a = 0, b = 1;
            for (std::size_t i = 0; i + 1 < arrivals.size(); ++i)
                for (std::size_t j = i + 1; j < arrivals.size(); ++j)
                    if (terms_[terms_.either(arrivals[i].condition, arrivals[j].condition)].op != Op::logic_or) a = i, b = j;
            join(arrivals[a], arrivals[b]);
            arrivals.erase(arrivals.begin() + std::ptrdiff_t(b));
        }
        return std::move(arrivals[0]);
    }

    void join(Arrival& into, const Arrival& other) {
        for (std::size_t cell = 0; cell < into.values.size(); ++cell)
            if (into.values[cell] != other.values[cell]) into.values[cell] = terms_.conditional(other.condition, other.values[cell], into.values[cell]);
        into.condition = terms_.either(into.condition, other.condition);
    }

    ExprId input(const Input& what, Interval values) {
        system_.inputs.push_back(what);
        const LeafId leaf = terms_.add_leaf(values);
        block_.inputs.push_back(leaf);
        return terms_.leaf(leaf);
    }

    /// All steps from a location.
    void leave(LocationId at, const Arrival& arrival) {
        const std::vector<StepId>& steps = program_.locations[at].steps;
        std::vector<Translation> translations;
        std::vector<ExprId> enabled;
        for (const StepId id : steps) {
            translations.emplace_back(construction_, arrival.values, choice_of(id, at, arrival));
            enabled.push_back(terms_.both(arrival.condition, guard(program_.steps[id], translations.back())));
        }
        pick(enabled, at);
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (!terms_.is_false(enabled[i])) take(program_.steps[steps[i]], enabled[i], translations[i], arrival.values);
    }

    ExprId choice_of(StepId id, LocationId at, const Arrival& arrival) {
        const Step& step = program_.steps[id];
        if (step.choice_low == no_expr) return no_expr;
        Translation translate(construction_, arrival.values);
        const Interval low = terms_.values(translate(step.choice_low)), high = terms_.values(translate(step.choice_high));
        return input({at, now_, false, id}, {low.low, std::max(low.low, high.high)});
    }

    ExprId guard(const Step& step, Translation& translate) {
        ExprId condition = terms_.truth(true);
        if (step.choice_low != no_expr) {
            const ExprId choice = translate.choice();
            condition = terms_.both(terms_.at_most(translate(step.choice_low), choice), terms_.at_most(choice, translate(step.choice_high)));
        }
        if (step.guard != no_expr) condition = terms_.both(condition, terms_.truth_of(translate(step.guard)));
        if (step.kind == StepKind::fault && system_.fault_cell) {
            const ExprId taken = translate.value_of(*system_.fault_cell), limit = translate.value_of(*system_.fault_limit);
            condition = terms_.both(condition, terms_.apply(Op::less, 0, taken, limit));
        }
        return condition;
    }

    /// Where several steps may be enabled, an input says which one is taken.
    void pick(std::vector<ExprId>& enabled, LocationId at) {
        bool several = false;
        for (std::size_t i = 0; i < enabled.size(); ++i)
            for (std::size_t j = i + 1; j < enabled.size(); ++j) several |= !terms_.is_false(terms_.both(enabled[i], enabled[j]));
        if (!several) return;
        const ExprId picked = input({at, now_, true, none}, {0, std::int64_t(enabled.size()) - 1});
        ExprId rest = terms_.truth(true);
        for (std::size_t i = 0; i < enabled.size(); ++i) {
            const ExprId this_one = terms_.equal(picked, terms_.constant(std::int64_t(i)));
            enabled[i] = terms_.both(enabled[i], i + 1 == enabled.size() ? rest : this_one);
            rest = terms_.both(rest, terms_.negation(this_one));
        }
    }

    /// Adds a way in which a move from here gets to a step.
    void note(std::vector<ExprId>& conditions, const Step& step, ExprId condition) {
        ExprId& known = conditions[std::size_t(&step - program_.steps.data())];
        const ExprId here = terms_.equal(terms_.leaf(system_.location_cells[block_.task]), terms_.constant(from_));
        const ExprId way = terms_.both(here, condition);
        known = known == no_expr ? way : terms_.either(known, way);
    }

    void take(const Step& step, ExprId condition, Translation& translate, const Values& before) {
        if (construction_.conditions) note(construction_.conditions->enabled, step, condition);
        for (const Check& check : step.checks) {
            const ExprId holds = terms_.truth_of(translate(check.condition));
            fail_unless(condition, holds, check.kind);
        }
        if (step.assumption != no_expr) condition = terms_.both(condition, terms_.truth_of(translate(step.assumption)));
        if (construction_.conditions) note(construction_.conditions->taken, step, condition);
        Values after = before;
        for (const Assignment& assignment : step.assignments) store(assignment, condition, translate, after);
        for (const Free& free : step.frees) make_dangle(free, translate, after);
        if (step.kind == StepKind::fault && system_.fault_cell) {
            ExprId& taken = after[*system_.fault_cell];
            taken = terms_.add(taken, terms_.constant(1));
        }
        if (step.kind == StepKind::system_return) check_return(condition, after);
        if (!terms_.is_false(condition)) arrive(step, condition, std::move(after));
    }

    /// The run ends here in a violation where the first holds and the second does not; otherwise it goes on.
    void fail_unless(ExprId& condition, ExprId holds, std::string_view kind) {
        if (construction_.property.checks) add_failure(terms_.both(condition, terms_.negation(holds)), std::string(kind), none);
        condition = terms_.both(condition, holds);
    }

    void add_failure(ExprId condition, const std::string& kind, std::uint32_t invariant) {
        if (terms_.is_false(condition)) return;
        for (Failure& failure : block_.failures) {
            if (failure.kind != kind || failure.invariant != invariant) continue;
            failure.condition = terms_.either(failure.condition, condition);
            return;
        }
        block_.failures.push_back({condition, kind, invariant});
    }

    ExprId within(ExprId value, std::int64_t low, std::int64_t high) {
        using Limits = std::numeric_limits<std::int64_t>;
        const ExprId above = low == Limits::min() ? terms_.truth(true) : terms_.at_most(terms_.constant(low), value);
        const ExprId below = high == Limits::max() ? terms_.truth(true) : terms_.at_most(value, terms_.constant(high));
        return terms_.both(above, below);
    }

    void store(const Assignment& assignment, ExprId& condition, Translation& translate, Values& after) {
        const Variable& variable = program_.variables[assignment.variable];
        const ExprId index = assignment.index == no_expr ? terms_.constant(0) : translate(assignment.index);
        const ExprId value = translate(assignment.value);
        fail_unless(condition, within(index, 0, std::int64_t(variable.count) - 1), kind::out_of_bounds);
        fail_unless(condition, within(value, variable.low, variable.high), kind::domain);
        const CellId first = construction_.cells.first(assignment.variable);
        const Interval inside = meet(terms_.values(index), {0, std::int64_t(variable.count) - 1});
        for (std::int64_t i = inside.low; i <= inside.high; ++i) {
            ExprId& cell = after[first + CellId(i)];
            cell = terms_.conditional(terms_.equal(index, terms_.constant(i)), value, cell);
        }
    }

    void make_dangle(const Free& free, Translation& translate, Values& after) {
        const auto instances = std::int64_t(program_.tables[free.table].instances.size());
        const ExprId object = translate(free.object);
        const ExprId dangling = terms_.add(object, terms_.constant(instances));
        const ExprId exists = within(object, 1, instances);
        if (terms_.is_false(exists)) return;
        for (CellId cell = 0; cell < construction_.cells.size(); ++cell) {
            const Variable& variable = program_.variables[construction_.cells.variable(cell)];
            if (program_.types[variable.type].table != free.table) continue;
            after[cell] = terms_.conditional(terms_.both(exists, terms_.equal(after[cell], object)), dangling, after[cell]);
        }
    }

    void check_return(ExprId& condition, const Values& after) {
        Translation translate(construction_, after);
        for (const std::uint32_t index : construction_.property.invariants) {
            const Invariant& invariant = program_.invariants[index];
            if (invariant.moment != Moment::at_return || invariant.task != block_.task) continue;
            const ExprId holds = terms_.truth_of(translate(invariant.condition));
            add_failure(terms_.both(condition, terms_.negation(holds)), invariant.name, index);
            condition = terms_.both(condition, holds);
        }
    }

    void arrive(const Step& step, ExprId condition, Values values) {
        const Location& to = program_.locations[step.to];
        if (!is_inside_move(to)) {
            values[system_.location_cells[block_.task]] = terms_.constant(step.to);
            if (std::find(block_.targets.begin(), block_.targets.end(), step.to) == block_.targets.end()) block_.targets.push_back(step.to);
            ended_.push_back({condition, std::move(values)});
            return;
        }
        const Visit next = order_.next(now_, step.from, step.to);
        if (next <= now_) throw Unsupported("a move from " + place() + " jumps into a loop");
        Waiting& waiting = waiting_[next];
        waiting.at = step.to;
        waiting.arrivals.push_back({condition, std::move(values)});
    }

    void finish(const Values& before) {
        block_.ends = terms_.truth(false);
        if (ended_.empty()) return;
        const Arrival end = merge(std::move(ended_));
        block_.ends = end.condition;
        for (program::VarId cell = 0; cell < before.size(); ++cell)
            if (end.values[cell] != before[cell]) block_.effects.push_back({cell, end.values[cell]});
    }

    Construction& construction_;
    const Program& program_;
    TransitionSystem& system_;
    Terms& terms_;
    LocationId from_;
    VisitOrder order_;
    Block block_;
    std::map<Visit, Waiting> waiting_;
    Visit now_;
    std::vector<Arrival> ended_;
};

}  // namespace

Block block_from(Construction& construction, LocationId from) { return Moves(construction, from).build(); }

}  // namespace mmapck::checker::symbolic
