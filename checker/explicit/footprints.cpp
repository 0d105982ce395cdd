// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/footprints.h"

#include <map>

#include "checker/explicit/clauses.h"
#include "checker/explicit/conditions.h"
#include "checker/explicit/located_values.h"
#include "checker/explicit/trial.h"
#include "model/program/range_evaluator.h"
#include "model/program/step_expressions.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

using CellList = std::vector<std::uint32_t>;

void sort_unique(CellList& cells) {
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

/// A footprint in lists of cells.
struct Lists {
    CellList touched, written, asked, gated;
    bool moves_gate = false;
};

/// Invariants that are looked at while a condition (`quiescent`, `ended`) is not 0.
struct Gated {
    CellList gate;      // the cells of the condition
    CellList observed;  // those of the invariants
};

}  // namespace

class FootprintBuilder {
  public:
    FootprintBuilder(const Model& model, Footprints& result)
        : model_(model), program_(model.program), result_(result), walk_(model.program.expressions),
          numbering_(model.program), known_(model.program, numbering_, values_), located_(model),
          at_return_(program_.tasks.size()), clauses_of_(model.cells.size()), gates_of_(model.cells.size()), observers_of_(model.cells.size()) {}

    void run() {
        for (const Cell& cell : model_.cells.all) values_.push_back(cell.values);
        find_writers();
        for (const Lock& lock : program_.locks)
            if (!known_to_each(lock)) read(lock.holders, holders_);
        sort_unique(holders_);
        for (const Invariant& invariant : program_.invariants) add(invariant);
        add_gated(Moment::quiescence, program_.quiescent);
        add_gated(Moment::end, program_.ended);
        for (LocationId location = 0; location < program_.locations.size(); ++location) add(location);
        number_cells();
        for (const Lists& lists : lists_) result_.at_.push_back(numbered(lists));
    }

  private:
    void read(ExprId root, CellList& cells) {
        if (root == no_expr) return;
        walk_.restart();
        walk_(root, [&](const Expression& node) {
            if (node.op == Op::load) cells.push_back(model_.cells.number(node.variable, 0));
            if (node.op == Op::element) elements(node.variable, known_(node.a), cells);
        });
    }

    /// Conditions that the step of a task asks for: not those that no other task can make true or false.
    void read_terms(ExprId root, TaskId task, Lists& lists) {
        for (const ExprId term : terms(program_.expressions, root)) read(term, own(term, task) ? lists.asked : lists.touched);
    }

    /// Whether steps of other tasks leave it as it is whether the expression is 0.
    bool own(ExprId term, TaskId task) {
        const auto [entry, added] = own_.try_emplace({term, task});
        if (!added) return entry->second;
        CellList cells;
        read(term, cells);
        sort_unique(cells);
        if (cells.size() != 1 || model_.cells.all[cells.front()].owner != shared) return false;
        Trial trial(program_, model_.cells, model_.worth, term);
        if (!trial.possible()) return false;
        entry->second = kept_by_others(trial, cells.front(), task, false) ||
                        (located_.possible(cells.front()) && tells_holder(term, cells.front(), task) && kept_by_others(trial, cells.front(), task, true));
        return entry->second;
    }

    /// Whether the condition tells values that only this task gives the cell from all others, as that of the owner of a lock.
    bool tells_holder(ExprId term, std::uint32_t cell, TaskId task) const {
        const std::optional<Condition> condition = condition_on_one_cell(program_, model_.cells, model_.worth, term);
        if (!condition) return false;
        const bool without = condition->holds(model_.cells.all[cell].initial);
        bool told = false;
        for (const StepId id : writers_[cell])
            for (const Assignment& assignment : program_.steps[id].assignments) {
                if (assignment.variable != model_.cells.all[cell].variable) continue;
                const bool differs = condition->holds(model_.worth[assignment.value].low) != without;
                if (differs && program_.locations[program_.steps[id].from].task != task) return false;
                told |= differs;
            }
        return told;
    }

    /// `located`: wherever they are, with the values that the cell may have there.
    bool kept_by_others(Trial& trial, std::uint32_t cell, TaskId task, bool located) {
        return std::all_of(writers_[cell].begin(), writers_[cell].end(), [&](StepId id) {
            const Step& step = program_.steps[id];
            if (program_.locations[step.from].task == task) return true;
            const auto alike = [](std::int64_t before, std::int64_t after) { return (before != 0) == (after != 0); };
            if (!located) return trial.keeps(step, alike);
            return trial.keeps(step, alike, [&](std::int64_t value) { return located_.may_be(cell, step.from, value); });
        });
    }

    /// Whether a task's own steps alone change whether it holds the lock.
    bool known_to_each(const Lock& lock) {
        Trial trial(program_, model_.cells, model_.worth, lock.holders);
        if (!trial.possible()) return false;
        return std::all_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) {
            const std::int64_t others = ~(std::int64_t{1} << (program_.locations[step.from].task + 1));
            return !trial.written_by(step) || trial.keeps(step, [&](std::int64_t before, std::int64_t after) { return ((before ^ after) & others) == 0; });
        });
    }

    void find_writers() {
        writers_.resize(model_.cells.size());
        for (StepId id = 0; id < program_.steps.size(); ++id) {
            CellList written;
            known_.begin({});
            if (assume_checks(program_.steps[id]))
                for (const Assignment& assignment : program_.steps[id].assignments) write(assignment, written);
            sort_unique(written);
            for (const std::uint32_t cell : written) writers_[cell].push_back(id);
        }
        known_.begin({});
    }

    void write(const Assignment& assignment, CellList& written) {
        if (assignment.index == no_expr) written.push_back(model_.cells.number(assignment.variable, 0));
        else elements(assignment.variable, known_(assignment.index), written);
    }

    void elements(VarId variable, Interval index, CellList& cells) const {
        const Interval indices = meet(index, {0, static_cast<std::int64_t>(program_.variables[variable].count) - 1});
        for (std::int64_t i = indices.low; i <= indices.high; ++i) cells.push_back(model_.cells.number(variable, static_cast<std::uint32_t>(i)));
    }

    void add(const Invariant& invariant) {
        if (invariant.moment == Moment::at_return) {
            for (const ExprId root : {invariant.condition, invariant.subject}) read_terms(root, invariant.task, at_return_[invariant.task]);
        }
        if (invariant.moment != Moment::every_step) return;
        for (const Clause& clause : clauses(program_.expressions, invariant.condition)) {
            CellList cells;
            for (const Literal& literal : clause) read(literal.expression, cells);
            add_clause(std::move(cells));
        }
        CellList cells;
        read(invariant.subject, cells);
        add_clause(std::move(cells));
    }

    void add_clause(CellList cells) {
        sort_unique(cells);
        for (const std::uint32_t cell : cells) clauses_of_[cell].push_back(static_cast<std::uint32_t>(clauses_.size()));
        clauses_.push_back(std::move(cells));
    }

    void add_gated(Moment moment, ExprId condition) {
        if (condition == no_expr) return;
        Gated gated;
        for (const Invariant& invariant : program_.invariants) {
            if (invariant.moment != moment) continue;
            read(invariant.condition, gated.observed);
            read(invariant.subject, gated.observed);
        }
        if (gated.observed.empty()) return;
        read(condition, gated.gate);
        result_.gates_.push_back(terms(program_.expressions, condition));
        sort_unique(gated.gate);
        sort_unique(gated.observed);
        for (const std::uint32_t cell : gated.gate) gates_of_[cell].push_back(static_cast<std::uint32_t>(gated_.size()));
        for (const std::uint32_t cell : gated.observed) observers_of_[cell].push_back(static_cast<std::uint32_t>(gated_.size()));
        gated_.push_back(std::move(gated));
    }

    void add(LocationId location) {
        Lists lists;
        const bool branches = is_branch(location);
        for (const StepId id : program_.locations[location].steps)
            if (may_be_enabled(program_.steps[id])) add(id, branches, lists);
        sort_unique(lists.written);
        observe(lists);
        lists.touched.insert(lists.touched.end(), lists.written.begin(), lists.written.end());
        sort_unique(lists.touched);
        sort_unique(lists.gated);
        lists_.push_back(std::move(lists));
    }

    bool may_be_enabled(const Step& step) const { return step.guard == no_expr || !model_.worth[step.guard].always_zero(); }

    /// Whether exactly one of two steps can be taken, and both make the same checks. Which of them is taken where a check fails makes no difference, since
    /// the run ends there: what their guards read then is no read.
    bool is_branch(LocationId location) const {
        const std::vector<StepId>& steps = program_.locations[location].steps;
        if (steps.size() != 2) return false;
        const Step &a = program_.steps[steps[0]], &b = program_.steps[steps[1]];
        return a.kind == StepKind::branch && b.kind == StepKind::branch && a.checks == b.checks && complementary(a.guard, b.guard);
    }

    bool complementary(ExprId a, ExprId b) const {
        if (a == no_expr || b == no_expr) return false;
        const Expression &x = program_.expressions[a], &y = program_.expressions[b];
        if (x.op == Op::equal || y.op == Op::equal) return x.a == y.a && x.b == y.b && (x.op == Op::not_equal || y.op == Op::not_equal);
        return (x.op == Op::logic_not && x.a == b) || (y.op == Op::logic_not && y.a == a);
    }

    /// What is known after the checks: an index that was checked is inside. False: one of them always fails.
    bool assume_checks(const Step& step) {
        return std::all_of(step.checks.begin(), step.checks.end(), [&](const Check& check) { return known_.assume(check.condition, true); });
    }

    void add(StepId id, bool of_branch, Lists& lists) {
        const Step& step = program_.steps[id];
        const TaskId task = program_.locations[step.from].task;
        known_.begin({});
        if (of_branch && !assume_checks(step)) known_.begin({});
        if (!result_.budgets_.asks(id)) read_terms(step.guard, task, lists);
        known_.begin({});
        for (const ExprId root : {step.choice_low, step.choice_high}) read(root, lists.touched);
        for (const Check& check : step.checks) {
            read_terms(check.condition, task, lists);
            if (!known_.assume(check.condition, true)) return;
        }
        read_terms(step.assumption, task, lists);
        for (const Assignment& assignment : step.assignments) {
            if (result_.budgets_.is_budget(model_.cells.number(assignment.variable, 0))) continue;
            read(assignment.index, lists.touched);
            read(assignment.value, lists.touched);
            write(assignment, lists.written);
        }
        for (const Free& free : step.frees) {
            read(free.object, lists.touched);
            append(model_.code.pointers[free.table].cells, lists.written);
        }
        for (const Event& event : step.events) {
            if (event.kind != EventKind::acquire) continue;
            read(event.object, lists.touched);
            append(holders_, lists.touched);
        }
        if (step.kind != StepKind::system_return) return;
        append(at_return_[task].touched, lists.touched);
        append(at_return_[task].asked, lists.asked);
    }

    /// What is looked at because of what is written.
    void observe(Lists& lists) const {
        CellList clauses, gated, gates;
        for (const std::uint32_t cell : lists.written) {
            clauses.insert(clauses.end(), clauses_of_[cell].begin(), clauses_of_[cell].end());
            gates.insert(gates.end(), gates_of_[cell].begin(), gates_of_[cell].end());
            gated.insert(gated.end(), observers_of_[cell].begin(), observers_of_[cell].end());
        }
        lists.moves_gate = !gates.empty();
        gated.insert(gated.end(), gates.begin(), gates.end());
        for (CellList* const list : {&clauses, &gated, &gates}) sort_unique(*list);
        for (const std::uint32_t clause : clauses) append(clauses_[clause], lists.touched);
        for (const std::uint32_t number : gated) append(gated_[number].gate, lists.gated);
        for (const std::uint32_t number : gates) append(gated_[number].observed, lists.gated);
    }

    static void append(const CellList& from, CellList& to) { to.insert(to.end(), from.begin(), from.end()); }

    void number_cells() {
        std::vector<TaskId> toucher(model_.cells.size(), none);
        std::vector<bool> written(model_.cells.size());
        for (LocationId location = 0; location < program_.locations.size(); ++location) {
            for (const CellList* const list : {&lists_[location].touched, &lists_[location].gated})
                for (const std::uint32_t cell : *list) {
                    const TaskId task = program_.locations[location].task;
                    toucher[cell] = toucher[cell] == none || toucher[cell] == task ? task : several;
                }
            for (const std::uint32_t cell : lists_[location].written) written[cell] = true;
        }
        for (std::uint32_t cell = 0; cell < model_.cells.size(); ++cell) {
            const bool matters = written[cell] && (toucher[cell] == several || !gates_of_[cell].empty()) && !model_.cells.all[cell].values.single();
            const bool has_number = matters || result_.budgets_.is_budget(cell);
            result_.number_.push_back(has_number ? static_cast<std::uint32_t>(result_.bound_++) : Footprints::no_number);
        }
    }

    Footprint numbered(const Lists& lists) const {
        Footprint footprint(result_.bound_);
        const auto add = [&](const CellList& cells, CellSet& set) {
            for (const std::uint32_t cell : cells)
                if (result_.number_[cell] != Footprints::no_number) set.add(result_.number_[cell]);
        };
        add(lists.touched, footprint.touched);
        add(lists.written, footprint.written);
        add(lists.asked, footprint.asked);
        add(lists.gated, footprint.gated);
        footprint.moves_gate = lists.moves_gate;
        return footprint;
    }

    static constexpr TaskId several = none - 1;

    const Model& model_;
    const Program& program_;
    Footprints& result_;
    NodeWalk walk_;
    program::Cells numbering_;
    std::vector<Interval> values_;       // by cell: any that it may have
    RangeEvaluator known_;
    LocatedValues located_;
    std::vector<std::vector<StepId>> writers_;  // by cell
    std::map<std::pair<ExprId, TaskId>, bool> own_;
    CellList holders_;                   // of locks that may be taken or dropped in another task's name
    std::vector<Lists> at_return_;       // by task: what its invariants read
    std::vector<CellList> clauses_;      // of every_step invariants, and their subjects
    std::vector<CellList> clauses_of_;   // by cell
    std::vector<Gated> gated_;
    std::vector<CellList> gates_of_;     // by cell: numbers in gated_ of those whose gate reads it
    std::vector<CellList> observers_of_; // by cell: of those whose invariants read it
    std::vector<Lists> lists_;           // by location
};

Footprints::Footprints(const Model& model) : budgets_(model) { FootprintBuilder(model, *this).run(); }

}  // namespace mmapck::checker::explicit_
