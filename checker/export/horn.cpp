// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <limits>
#include <string>
#include <vector>

#include "checker/export/export.h"
#include "checker/export/names.h"
#include "checker/export/smt_dialect.h"
#include "model/program/cells.h"

namespace mmapck::checker::exports {

using namespace program;

namespace {

/// A conjunction that grows.
class All {
  public:
    void add(const std::string& condition) {
        if (!condition.empty()) text_ += " " + condition;
    }
    std::string text() const { return "(and true" + text_ + ")"; }

  private:
    std::string text_;
};

class Writer {
  public:
    Writer(const Program& program, const Options& options, Smt& smt)
        : program_(program), options_(options), smt_(smt), terms_(program, smt), unchanged_(smt.now()) {
        location_bits_ = std::max(1, int(std::bit_width(program.locations.size())));
        for (CellId cell = 0; cell < unchanged_.size(); ++cell)
            binders_ += " (" + unchanged_[cell] + " " + smt_.sort(width_of(program.variables[smt_.cells().variable(cell)])) + ")";
        for (TaskId task = 0; task < program.tasks.size(); ++task) {
            at_.push_back("at" + std::to_string(task));
            binders_ += " (" + at_.back() + " " + smt_.sort(location_bits_) + ")";
        }
    }

    std::string write() {
        out_ = "; " + harmless(options_.title) + "\n; z3 FILE: sat means that no violation can be reached, and the model is an inductive invariant; unsat means that one can. Not in it: deadlocks, lock order.\n(set-logic HORN)\n";
        write_names();
        declare("reachable", none);
        for (LocationId at = 0; at < program_.locations.size(); ++at)
            if (inner(at)) declare(inside(at), program_.locations[at].task);
        write_initial();
        for (const Step& step : program_.steps) write_step(step);
        for (const Invariant& invariant : program_.invariants)
            if (invariant.moment != Moment::at_return) write_invariant(invariant);
        return out_ + "(check-sat)\n(get-model)\n";
    }

  private:
    const Variable& variable_of(const std::string& cell) const {
        return program_.variables[smt_.cells().variable(static_cast<CellId>(std::stoul(cell.substr(1))))];
    }

    void write_names() {
        for (CellId cell = 0; cell < unchanged_.size(); ++cell) {
            const Variable& variable = variable_of(unchanged_[cell]);
            out_ += "; " + unchanged_[cell] + " is " + harmless(variable.name) + (variable.count > 1 ? "[" + std::to_string(smt_.cells().index(cell)) + "]" : "") +
                    (variable.low == 0 || options_.integers ? "" : " less " + std::to_string(variable.low)) + "\n";
        }
        for (TaskId task = 0; task < at_.size(); ++task) out_ += "; " + at_[task] + " is where " + harmless(program_.tasks[task].name) + " is\n";
        out_ += "; reachable: states between moves; inside_N: states where a task is inside of a move, at location N\n";
    }

    /// A predicate over all cells and the places of all tasks but one.
    void declare(const std::string& name, TaskId without) {
        out_ += "(declare-fun " + name + " (";
        for (const std::string& cell : unchanged_) out_ += smt_.sort(width_of(variable_of(cell))) + " ";
        for (TaskId task = 0; task < at_.size(); ++task)
            if (task != without) out_ += smt_.sort(location_bits_) + " ";
        out_ += ") Bool)\n";
    }

    static std::string inside(LocationId at) { return "inside_" + std::to_string(at); }
    bool inner(LocationId at) const { return !program_.locations[at].interruptible && !program_.locations[at].final; }

    std::string reachable(const std::vector<std::string>& cells, const std::vector<std::string>& at) const { return state("reachable", cells, at, none); }

    std::string state(const std::string& predicate, const std::vector<std::string>& cells, const std::vector<std::string>& at, TaskId without) const {
        std::string text = "(" + predicate;
        for (const std::string& cell : cells) text += " " + cell;
        for (TaskId task = 0; task < at.size(); ++task)
            if (task != without) text += " " + at[task];
        return text + ")";
    }

    /// That the state is one in which the task has come to a location.
    std::string arrived(const std::vector<std::string>& cells, LocationId to) const {
        const TaskId task = program_.locations[to].task;
        if (inner(to)) return state(inside(to), cells, at_, task);
        std::vector<std::string> at = at_;
        at[task] = place(to);
        return reachable(cells, at);
    }

    std::string place(LocationId at) const { return smt_.literal(at, location_bits_); }

    void write_initial() {
        std::vector<std::string> cells, at;
        for (CellId cell = 0; cell < unchanged_.size(); ++cell) cells.push_back(smt_.initial(cell));
        for (const Task& task : program_.tasks) at.push_back(place(task.first));
        out_ += "(assert " + reachable(cells, at) + ")\n";
    }

    /// Gives names to what expressions share.
    void define(const std::vector<ExprId>& roots) {
        terms_.begin(roots);
        lets_.insert(lets_.end(), terms_.statements().begin(), terms_.statements().end());
    }

    /// Whatever the cells and the choice are: if this state can be reached and the condition holds, then the conclusion does.
    void clause(const std::string& here, const std::string& condition, const std::string& conclusion) {
        out_ += "(assert (forall (" + binders_ + " (choice " + smt_.sort(64) + "))\n";
        for (const std::string& let : lets_) out_ += let + "\n";
        out_ += "(=> (and " + here + " " + condition + ") " + conclusion + ")" + std::string(lets_.size() + 2, ')') + "\n";
    }

    /// A clause for the state after the step, and one for the ways in which it is a violation.
    void write_step(const Step& step) {
        out_ += "; " + comment_of(program_, step) + "\n";
        std::vector<ExprId> roots = {step.guard, step.choice_low, step.choice_high, step.assumption};
        for (const Check& check : step.checks) roots.push_back(check.condition);
        for (const Assignment& assignment : step.assignments) roots.insert(roots.end(), {assignment.index, assignment.value});
        for (const Free& free : step.frees) roots.push_back(free.object);
        lets_.clear();
        define(roots);
        here_ = inner(step.from) ? arrived(unchanged_, step.from) : reachable(unchanged_, at_);
        All enabled = conditions(step);
        All passed = enabled, fits;
        std::string wrong;
        for (const Check& check : step.checks) {
            wrong += " (not " + terms_.truth(check.condition) + ")";
            passed.add(terms_.truth(check.condition));
        }
        if (step.assumption != no_expr) passed.add(terms_.truth(step.assumption));
        for (const Assignment& assignment : step.assignments) fits.add(fit(assignment));
        clause(here_, enabled.text() + " (or (and " + passed.text() + " (not " + fits.text() + "))" + wrong + ")", "false");
        passed.add(fits.text());
        lets_.push_back("(let ((taken " + passed.text() + "))");
        write_after(step);
    }

    /// That the step's task is at its source, and the step is enabled.
    All conditions(const Step& step) const {
        All enabled;
        if (!inner(step.from)) enabled.add(call("=", at_[program_.locations[step.from].task], place(step.from)));
        if (step.guard != no_expr) enabled.add(terms_.truth(step.guard));
        if (step.choice_low != no_expr) {
            enabled.add(at_most(terms_.number(step.choice_low), "choice"));
            enabled.add(at_most("choice", terms_.number(step.choice_high)));
        }
        return enabled;
    }

    std::string fit(const Assignment& assignment) const {
        const Variable& variable = program_.variables[assignment.variable];
        All conditions;
        if (assignment.index != no_expr) {
            conditions.add(at_most(smt_.constant(0), terms_.number(assignment.index)));
            conditions.add(at_most(terms_.number(assignment.index), smt_.constant(std::int64_t(variable.count) - 1)));
        }
        using Limits = std::numeric_limits<std::int64_t>;
        if (variable.low != Limits::min()) conditions.add(at_most(smt_.constant(variable.low), terms_.number(assignment.value)));
        if (variable.high != Limits::max()) conditions.add(at_most(terms_.number(assignment.value), smt_.constant(variable.high)));
        return conditions.text();
    }

    std::string at_most(const std::string& a, const std::string& b) const { return smt_.apply({.op = Op::less_equal}, a, b, ""); }

    /// The state after the step: a clause that it can be reached, and one for each invariant that must hold there.
    void write_after(const Step& step) {
        const TaskId task = program_.locations[step.from].task;
        std::vector<std::string> after = unchanged_;
        for (const Assignment& assignment : step.assignments) store(assignment, after);
        for (const Free& free : step.frees) make_dangle(free, after);
        clause(here_, "taken", arrived(after, step.to));
        if (step.kind != StepKind::system_return) return;
        smt_.now() = after;
        const std::vector<std::string> before = lets_;
        for (const Invariant& invariant : program_.invariants) {
            if (invariant.moment != Moment::at_return || invariant.task != task) continue;
            lets_ = before;
            define({invariant.condition});
            clause(here_, "taken (not " + terms_.truth(invariant.condition) + ")", "false");
        }
        smt_.now() = unchanged_;
    }

    /// Gives a cell's new value a name, so that what is built on it stays small.
    void name(std::string& cell, const std::string& value) {
        const std::string fresh = "n" + std::to_string(fresh_++);
        lets_.push_back("(let ((" + fresh + " " + value + "))");
        cell = fresh;
    }

    void store(const Assignment& assignment, std::vector<std::string>& after) {
        const CellId first = smt_.cells().first(assignment.variable);
        const std::string value = terms_.number(assignment.value);
        if (const CellId known = smt_.cells().element(assignment.variable, assignment.index); known != none)
            return name(after[known], smt_.lowered(known, value));
        for (std::uint32_t i = 0; i < program_.variables[assignment.variable].count; ++i)
            name(after[first + i], conditional(call("=", terms_.number(assignment.index), smt_.constant(i)), smt_.lowered(first + i, value), after[first + i]));
    }

    void make_dangle(const Free& free, std::vector<std::string>& after) {
        const auto instances = std::int64_t(program_.tables[free.table].instances.size());
        const std::string object = terms_.number(free.object);
        const std::string exists = call("and", at_most(smt_.constant(1), object), at_most(object, smt_.constant(instances)));
        for (CellId cell = 0; cell < after.size(); ++cell) {
            if (program_.types[variable_of(unchanged_[cell]).type].table != free.table) continue;
            smt_.now() = after;
            const std::string points = call("and", exists, call("=", smt_.raised(cell), object));
            smt_.now() = unchanged_;
            name(after[cell], conditional(points, smt_.lowered(cell, smt_.apply({.op = Op::add}, object, smt_.constant(instances), "")), after[cell]));
        }
    }

    void write_invariant(const Invariant& invariant) {
        const ExprId when = invariant.moment == Moment::quiescence ? program_.quiescent : invariant.moment == Moment::end ? program_.ended : no_expr;
        if (invariant.moment != Moment::every_step && when == no_expr) return;
        out_ += "; " + harmless(invariant.name) + "\n";
        lets_.clear();
        define({invariant.condition, when});
        All conditions;
        if (when != no_expr) conditions.add(terms_.truth(when));
        conditions.add("(not " + terms_.truth(invariant.condition) + ")");
        clause(reachable(unchanged_, at_), conditions.text(), "false");
    }

    const Program& program_;
    const Options& options_;
    Smt& smt_;
    Terms terms_;
    const std::vector<std::string> unchanged_;
    std::vector<std::string> at_;
    int location_bits_ = 1;
    std::string binders_;
    std::string out_;
    std::vector<std::string> lets_;   // around the next clause
    std::size_t fresh_ = 0;
    std::string here_;                // the state before the step
};

}  // namespace

std::string to_horn(const Program& program, const Options& options) {
    Smt bit_vectors(program);
    Integers integers(program);
    return Writer(program, options, options.integers ? integers : bit_vectors).write();
}

}  // namespace mmapck::checker::exports
