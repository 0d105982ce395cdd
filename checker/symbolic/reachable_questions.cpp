// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/reachable_questions.h"

#include <algorithm>
#include <map>

#include "checker/symbolic/deadlock.h"
#include "checker/symbolic/move.h"

namespace mmapck::checker::symbolic {

using program::no_expr;
using program::none;
using program::Program;

namespace {

class Questions {
  public:
    Questions(TransitionSystem& system, const Program& program, const Reachable& reachable, Numbers numbers) : system_(system), program_(program), terms_(system.terms), reachable_(reachable), numbers_(numbers) {
        for (const StateGroup& group : reachable.groups)
            for (TaskId task = 0; task < group.places.size(); ++task) at_[{task, group.places[task]}].push_back(&group);
    }

    /// Looks at runs of fewer moves alone.
    void bound(Distance distance) {
        bound_ = distance;
        made_ = terms_.add_leaf({0, std::int64_t{distance.moves}});
        moves_ = terms_.leaf(made_);
    }

    /// The questions whether a violation of this kind is as far as the bound says.
    std::string at_bound(const std::string& kind) {
        declare();
        moves_ = terms_.constant(std::int64_t{bound_->moves} - 1);
        for (const Block& block : system_.blocks)
            if (const auto from = at_.find({block.task, block.from}); from != at_.end()) violation(block, from->second, kind);
        return std::move(out_);
    }

    std::string write() {
        declare();
        initiation();
        for (const auto& [place, groups] : at_)
            if (place.first == 0) safety(place.second, groups);
        for (const Block& block : system_.blocks)
            if (const auto from = at_.find({block.task, block.from}); from != at_.end()) consecution(block, from->second);
        return std::move(out_);
    }

  private:
    using Groups = std::vector<const StateGroup*>;

    void declare() {
        const SmtWriter writer(system_, numbers_, "");
        if (numbers_ == Numbers::bits) out_ += "(set-logic QF_BV)\n";
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) declare(writer, cell, " ; " + in_comment(system_.cells[cell].name));
        if (bound_) declare(writer, made_, " ; moves made");
    }

    void declare(const SmtWriter& writer, LeafId leaf, const std::string& comment) {
        out_ += "(declare-const " + writer.leaf(leaf) + " " + writer.sort(leaf) + ")" + comment + "\n";
        if (const std::string range = writer.range(leaf); !range.empty()) out_ += "(assert " + range + ")\n";
    }

    void initiation() {
        Values values;
        for (const StateCell& cell : system_.cells) values.push_back(terms_.constant(cell.initial));
        if (bound_ && system_.fault_limit) values[*system_.fault_limit] = terms_.constant(bound_->faults);
        const auto at = at_.find({0, static_cast<LocationId>(system_.cells[system_.location_cells[0]].initial)});
        ExprId known = at == at_.end() ? terms_.truth(false) : some_of(at->second, none, values, terms_.constant(0));
        for (const auto& [cell, value] : reachable_.constants) known = terms_.both(known, terms_.equal(values[cell], terms_.constant(value)));
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell) known = terms_.both(known, terms_.within(values[cell], terms_.values_of_leaf(cell)));
        out_ += "; initiation\n";
        ask({}, terms_.truth(true), {terms_.negation(known)});
    }

    /// Whether a state with the first task there is a violation.
    void safety(LocationId at, const Groups& groups) {
        const Values values = known_values(0, at, groups);
        Substitution here(terms_, values);
        std::vector<ExprId> ways;
        for (const Failure& failure : system_.failures) {
            if (failure.kind != program::kind::deadlock) ways.push_back(here(failure.condition));
            else
                for (const StateGroup* group : groups) ways.push_back(terms_.both(is_at(*group, 0, values), deadlock(system_, program_, group->places, known_values(0, at, {group}))));
        }
        out_ += "; safety: states with task 0 at location " + std::to_string(at) + "\n";
        ask({}, terms_.both(before_bound(1), some_of(groups, 0, values, moves_)), ways);
    }

    void consecution(const Block& block, const Groups& groups) {
        const Values before = known_values(block.task, block.from, groups);
        Substitution here(terms_, before);
        std::vector<ExprId> ways;
        for (const Failure& failure : block.failures) ways.push_back(here(failure.condition));
        Values after = before;
        ExprId stays = terms_.truth(true);
        for (const Effect& effect : block.effects) {
            after[effect.cell] = here(effect.value);
            stays = terms_.both(stays, terms_.within(after[effect.cell], terms_.values_of_leaf(effect.cell)));
        }
        for (const auto& [cell, value] : reachable_.constants) stays = terms_.both(stays, terms_.equal(after[cell], terms_.constant(value)));
        ExprId known = terms_.truth(false);
        for (const LocationId to : block.targets) {
            const ExprId there = terms_.equal(after[system_.location_cells[block.task]], terms_.constant(to));
            const auto at = at_.find({block.task, to});
            if (at != at_.end() && !terms_.is_false(there)) known = terms_.either(known, terms_.both(there, some_of(at->second, block.task, after, bound_ ? terms_.add(moves_, terms_.constant(1)) : moves_)));
        }
        ways.push_back(terms_.both(here(block.ends), terms_.negation(terms_.both(stays, known))));
        out_ += "; consecution and safety: moves of task " + std::to_string(block.task) + " from location " + std::to_string(block.from) + "\n";
        ask(block.inputs, terms_.both(before_bound(2), some_of(groups, block.task, before, moves_)), ways);
    }

    /// Whether a move of the block is a violation of the kind, or comes to one.
    void violation(const Block& block, const Groups& groups, const std::string& kind) {
        Values values = known_values(block.task, block.from, groups);
        Substitution here(terms_, values);
        std::vector<ExprId> ways;
        for (const Failure& failure : block.failures)
            if (failure.kind == kind) ways.push_back(here(failure.condition));
        for (const Effect& effect : block.effects) values[effect.cell] = here(effect.value);
        Substitution after(terms_, values);
        for (const Failure& failure : system_.failures)
            if (failure.kind == kind) ways.push_back(terms_.both(here(block.ends), after(failure.condition)));
        if (std::all_of(ways.begin(), ways.end(), [this](ExprId way) { return terms_.is_false(way); })) return;
        ask(block.inputs, some_of(groups, block.task, known_values(block.task, block.from, groups), moves_), ways);
    }

    /// That so many moves are left before the bound, if there is one.
    ExprId before_bound(std::int64_t moves) {
        return bound_ ? terms_.at_most(terms_.add(moves_, terms_.constant(moves)), terms_.constant(bound_->moves)) : terms_.truth(true);
    }

    /// The values that cells have in all of these states; others are themselves.
    Values known_values(TaskId task, LocationId at, const Groups& groups) {
        std::vector<std::size_t> groups_with(system_.cells.size());
        std::vector<Interval> values(system_.cells.size());
        for (const StateGroup* group : groups)
            for (std::size_t i = 0; i < group->cells.size(); ++i) {
                const LeafId cell = group->cells[i];
                if (groups_with[cell]++ == 0) values[cell] = Interval::of(group->rows[0][i]);
                for (const Sample& row : group->rows) values[cell] = join(values[cell], Interval::of(row[i]));
            }
        Values known;
        for (LeafId cell = 0; cell < system_.cells.size(); ++cell)
            known.push_back(groups_with[cell] == groups.size() && values[cell].single() ? terms_.constant(values[cell].low) : terms_.leaf(cell));
        for (const auto& [cell, value] : reachable_.constants) known[cell] = terms_.constant(value);
        known[system_.location_cells[task]] = terms_.constant(at);
        return known;
    }

    /// That cells with these values, and tasks other than `but`, are as in one of the states; with a bound, one that can be reached in `moves`.
    ExprId some_of(const Groups& groups, TaskId but, const Values& values, ExprId moves) {
        ExprId some = terms_.truth(false);
        for (const StateGroup* group : groups) {
            const ExprId there = is_at(*group, but, values);
            if (!terms_.is_false(there)) some = terms_.either(some, terms_.both(there, one_row(*group, values, moves)));
        }
        return some;
    }

    ExprId is_at(const StateGroup& group, TaskId but, const Values& values) {
        ExprId there = terms_.truth(true);
        for (TaskId task = 0; task < group.places.size(); ++task)
            if (task != but) there = terms_.both(there, terms_.equal(values[system_.location_cells[task]], terms_.constant(group.places[task])));
        return there;
    }

    ExprId one_row(const StateGroup& group, const Values& values, ExprId moves) {
        ExprId same = terms_.truth(true);
        std::vector<std::size_t> varying;
        for (std::size_t i = 0; i < group.cells.size(); ++i) {
            const std::int64_t first = group.rows[0][i];
            if (std::any_of(group.rows.begin(), group.rows.end(), [&](const Sample& row) { return row[i] != first; })) varying.push_back(i);
            else same = terms_.both(same, terms_.equal(values[group.cells[i]], terms_.constant(first)));
        }
        return terms_.is_false(same) ? same : terms_.both(same, tree({group, values, varying, moves}, 0, group.rows.size(), 0));
    }

    struct Table {
        const StateGroup& group;
        const Values& values;
        const std::vector<std::size_t>& columns;
        ExprId moves;
    };

    /// The rows from `begin` to `end`, alike in all columns before `column`, as a decision about one cell after the other. Terms that are the same are shared, which makes it a diagram.
    ExprId tree(const Table& table, std::size_t begin, std::size_t end, std::size_t column) {
        if (column == table.columns.size()) return bound_ ? terms_.at_most(terms_.constant(table.group.moves[begin]), table.moves) : terms_.truth(true);
        const std::size_t place = table.columns[column];
        ExprId some = terms_.truth(false);
        for (std::size_t from = begin; from < end;) {
            const std::int64_t value = table.group.rows[from][place];
            std::size_t to = from;
            while (to < end && table.group.rows[to][place] == value) ++to;
            const ExprId same = terms_.equal(table.values[table.group.cells[place]], terms_.constant(value));
            if (!terms_.is_false(same)) some = terms_.either(some, terms_.both(same, tree(table, from, to, column + 1)));
            from = to;
        }
        return some;
    }

    /// Whether a state that is known is violated in one of some ways.
    void ask(const std::vector<LeafId>& inputs, ExprId known, const std::vector<ExprId>& ways) {
        SmtWriter writer(system_, numbers_, "", "m");
        out_ += "(push 1)\n";
        for (const LeafId input : inputs) declare(writer, input, "");
        const std::string state = writer.truth(known);
        std::vector<std::string> some;
        for (const ExprId way : ways)
            if (!terms_.is_false(way)) some.push_back(writer.truth(way));
        out_ += as_constants(writer.take_definitions()) + "(assert " + state + ")\n(assert " + disjunction(some) + ")\n(check-sat)\n(pop 1)\n";
    }

    TransitionSystem& system_;
    const Program& program_;
    Terms& terms_;
    const Reachable& reachable_;
    Numbers numbers_;
    std::map<std::pair<TaskId, LocationId>, Groups> at_;   // in which a task is there
    std::optional<Distance> bound_;
    LeafId made_ = 0;                                      // with a bound: how many moves were made,
    ExprId moves_ = no_expr;                               // as a term
    std::string out_;
};

}  // namespace

std::string reachable_questions(TransitionSystem& system, const Program& program, const Reachable& reachable, Numbers numbers) {
    return Questions(system, program, reachable, numbers).write();
}

DistanceQuestions distance_questions(TransitionSystem& system, const Program& program, const Reachable& reachable, Numbers numbers, Distance distance, const std::string& kind) {
    Questions nearer(system, program, reachable, numbers), there(system, program, reachable, numbers);
    nearer.bound(distance);
    there.bound(distance);
    return {nearer.write(), there.at_bound(kind)};
}

}  // namespace mmapck::checker::symbolic
