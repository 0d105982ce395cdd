// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/footprints.h"

#include "checker/explicit/clauses.h"
#include "checker/explicit/own_conditions.h"
#include "checker/explicit/touched_cells.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

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
        : model_(model), program_(model.program), result_(result), touched_(model), own_(model, touched_),
          at_return_(program_.tasks.size()), clauses_of_(model.cells.size()), gates_of_(model.cells.size()), observers_of_(model.cells.size()) {}

    void run() {
        for (const Lock& lock : program_.locks)
            if (!own_.known_to_each(lock)) touched_.read(lock.holders, holders_);
        sort_unique(holders_);
        for (const Invariant& invariant : program_.invariants) add(invariant);
        add_gated(Moment::quiescence, program_.quiescent);
        add_gated(Moment::end, program_.ended);
        for (LocationId location = 0; location < program_.locations.size(); ++location) add(location);
        number_cells();
        for (const Lists& lists : lists_) result_.at_.push_back(numbered(lists));
    }

  private:
    /// Conditions that the step of a task asks for: not those that no other task can make true or false.
    void read_terms(ExprId root, TaskId task, Lists& lists) {
        for (const ExprId term : terms(program_.expressions, root)) touched_.read(term, own_.contains(term, task) ? lists.asked : lists.touched);
    }

    void add(const Invariant& invariant) {
        if (invariant.moment == Moment::at_return) {
            for (const ExprId root : {invariant.condition, invariant.subject}) read_terms(root, invariant.task, at_return_[invariant.task]);
        }
        if (invariant.moment != Moment::every_step) return;
        for (const Clause& clause : clauses(program_.expressions, invariant.condition)) {
            CellList cells;
            for (const Literal& literal : clause) touched_.read(literal.expression, cells);
            add_clause(std::move(cells));
        }
        CellList cells;
        touched_.read(invariant.subject, cells);
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
            touched_.read(invariant.condition, gated.observed);
            touched_.read(invariant.subject, gated.observed);
        }
        if (gated.observed.empty()) return;
        touched_.read(condition, gated.gate);
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

    void add(StepId id, bool of_branch, Lists& lists) {
        const Step& step = program_.steps[id];
        const TaskId task = program_.locations[step.from].task;
        touched_.forget();
        if (of_branch && !touched_.assume_checks(step)) touched_.forget();
        if (!result_.budgets_.asks(id)) read_terms(step.guard, task, lists);
        touched_.forget();
        for (const ExprId root : {step.choice_low, step.choice_high}) touched_.read(root, lists.touched);
        for (const Check& check : step.checks) {
            read_terms(check.condition, task, lists);
            if (!touched_.assume(check.condition)) return;
        }
        read_terms(step.assumption, task, lists);
        for (const Assignment& assignment : step.assignments) {
            if (result_.budgets_.is_budget(model_.cells.number(assignment.variable, 0))) continue;
            touched_.read(assignment.index, lists.touched);
            touched_.read(assignment.value, lists.touched);
            touched_.write(assignment, lists.written);
        }
        for (const Free& free : step.frees) {
            touched_.read(free.object, lists.touched);
            append(model_.code.pointers[free.table].cells, lists.written);
        }
        for (const Event& event : step.events) {
            if (event.kind != EventKind::acquire) continue;
            touched_.read(event.object, lists.touched);
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
    TouchedCells touched_;
    OwnConditions own_;
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
