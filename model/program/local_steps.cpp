// SPDX-License-Identifier: Apache-2.0
#include "model/program/local_steps.h"

#include "model/program/live_cells.h"
#include "model/program/step_expressions.h"

namespace mmapck::program {

LocalSteps::LocalSteps(const Program& program, const Cells& cells, const Ranges& ranges)
    : program_(program), cells_(cells), ranges_(ranges), evaluator_(program, cells, ranges.cells),
      written_(cells.size()), observed_(observed_cells(program, cells)), freers_(program.tables.size()) {
    find_written();
}

void LocalSteps::find_written() {
    for (const Step& step : program_.steps) {
        for (const Free& free : step.frees)
            freers_[free.table] |= std::uint64_t{1} << program_.locations[step.from].task;
        for (const Assignment& assignment : step.assignments) {
            const CellId known = cells_.element(assignment.variable, assignment.index);
            const CellId first = known == none ? cells_.first(assignment.variable) : known;
            const CellId last = known == none ? cells_.first(assignment.variable + 1) : known + 1;
            for (CellId cell = first; cell < last; ++cell) written_[cell] = true;
        }
    }
    for (CellId cell = 0; cell < cells_.size(); ++cell) {
        const TableId table = program_.types[program_.variables[cells_.variable(cell)].type].table;
        if (table != none && freers_[table] != 0) written_[cell] = true;
    }
}

void LocalSteps::change_task(TaskId task) {
    if (task == task_) return;
    task_ = task;
    own_.assign(program_.expressions.size(), Answer::unknown);
    own_truth_ = own_;
}

bool LocalSteps::dangles_by_others(VarId variable) const {
    const TableId table = program_.types[program_.variables[variable].type].table;
    return table != none && (freers_[table] & ~(std::uint64_t{1} << task_)) != 0;
}

bool LocalSteps::readable(const Expression& node) {
    const CellId known = cells_.read_by(node);
    const auto cell_readable = [&](CellId cell) { return cells_.owner(cell) == task_ || !written_[cell]; };
    if (known != none) return cell_readable(known);
    if (!reads_own(node.a)) return false;
    for (CellId cell = cells_.first(node.variable); cell < cells_.first(node.variable + 1); ++cell)
        if (!cell_readable(cell)) return false;
    return true;
}

bool LocalSteps::reads_own(ExprId id) {
    if (own_[id] == Answer::unknown) own_[id] = compute_reads_own(program_.expressions[id]) ? Answer::yes : Answer::no;
    return own_[id] == Answer::yes;
}

bool LocalSteps::reads_own_truth(ExprId id) {
    if (own_truth_[id] == Answer::unknown)
        own_truth_[id] = compute_reads_own_truth(id, program_.expressions[id]) ? Answer::yes : Answer::no;
    return own_truth_[id] == Answer::yes;
}

bool LocalSteps::compute_reads_own(const Expression& node) {
    const auto zero = [&](ExprId id) {
        return program_.expressions[id].op == Op::constant && program_.expressions[id].value == 0;
    };
    switch (node.op) {
        case Op::constant:
        case Op::choice: return true;
        case Op::load:
        case Op::element: return !dangles_by_others(node.variable) && readable(node);
        case Op::logic_not: return reads_own_truth(node.a);
        case Op::logic_and:
        case Op::logic_or: return reads_own_truth(node.a) && reads_own_truth(node.b);
        case Op::conditional: return reads_own_truth(node.a) && reads_own(node.b) && reads_own(node.c);
        case Op::equal:
        case Op::not_equal:
            if (zero(node.b)) return reads_own_truth(node.a);
            if (zero(node.a)) return reads_own_truth(node.b);
            break;
        default: break;
    }
    return reads_own(node.a) && (node.b == no_expr || reads_own(node.b));
}

bool LocalSteps::compute_reads_own_truth(ExprId id, const Expression& node) {
    if (node.op == Op::load || node.op == Op::element) return readable(node);
    if (node.op == Op::conditional)
        return reads_own_truth(node.a) && reads_own_truth(node.b) && reads_own_truth(node.c);
    return reads_own(id);
}

bool LocalSteps::copies_pointer(ExprId id, TableId table) {
    const Expression& node = program_.expressions[id];
    switch (node.op) {
        case Op::constant: {
            const auto instances = static_cast<std::int64_t>(program_.tables[table].instances.size());
            return node.value < 1 || node.value > instances;
        }
        case Op::load:
        case Op::element:
            return program_.types[program_.variables[node.variable].type].table == table && readable(node);
        case Op::conditional:
            return reads_own_truth(node.a) && copies_pointer(node.b, table) && copies_pointer(node.c, table);
        default: return false;
    }
}

bool LocalSteps::store_is_local(const Assignment& assignment) {
    const Variable& variable = program_.variables[assignment.variable];
    if (assignment.index != no_expr && !reads_own(assignment.index)) return false;
    const RangeEvaluator::Target target = evaluator_.target(assignment);
    if (target.outside || target.empty()) return false;
    for (CellId cell = target.first; cell <= target.last; ++cell)
        if (cells_.owner(cell) != task_ || observed_[cell]) return false;
    if (!Interval{variable.low, variable.high}.contains(evaluator_(assignment.value))) return false;
    if (!dangles_by_others(assignment.variable)) return reads_own(assignment.value);
    return copies_pointer(assignment.value, program_.types[variable.type].table);
}

bool LocalSteps::may_fail_or_show(const Step& step) const {
    switch (step.kind) {
        case StepKind::plain:
        case StepKind::branch:
        case StepKind::call:
        case StepKind::result:
        case StepKind::fault:
        case StepKind::no_fault:
        case StepKind::choice:
        case StepKind::end: break;
        case StepKind::system_return:
        case StepKind::wait:
        case StepKind::assume: return true;
    }
    return !step.checks.empty() || step.assumption != no_expr || !step.frees.empty() || !step.events.empty();
}

bool LocalSteps::local(const Step& step) {
    change_task(program_.locations[step.from].task);
    if (may_fail_or_show(step)) return false;
    if (step.guard != no_expr && !reads_own_truth(step.guard)) return false;
    if (step.choice_low != no_expr && !(reads_own(step.choice_low) && reads_own(step.choice_high))) return false;
    evaluator_.begin(ranges_.here[step.from]);
    if (!evaluator_.assume_enabled(step)) return true;  // never taken
    for (const Assignment& assignment : step.assignments)
        if (!store_is_local(assignment)) return false;
    return true;
}

/// What an expression says, and whether it says so or the contrary.
std::pair<ExprId, bool> LocalSteps::literal(ExprId id) const {
    bool truth = true;
    for (;;) {
        const Expression& node = program_.expressions[id];
        const bool with_zero = node.b != no_expr && program_.expressions[node.b] == Expression{};
        if (node.op == Op::logic_not || (node.op == Op::equal && with_zero)) truth = !truth;
        else if (node.op != Op::not_equal || !with_zero) return {id, truth};
        id = node.a;
    }
}

/// True if `a` being `truth` is the contrary of `b` not being 0.
bool LocalSteps::is_negation(ExprId a, bool truth, ExprId b) const {
    const auto [other, other_truth] = literal(b);
    if (a == other) return truth != other_truth;
    const Expression& x = program_.expressions[a];
    const Expression& y = program_.expressions[other];
    const auto ops = [&](Op first, Op second) {
        return (x.op == first && y.op == second) || (x.op == second && y.op == first);
    };
    const bool less = ops(Op::less, Op::less_equal) || ops(Op::less_unsigned, Op::less_equal_unsigned);
    const bool opposite = (less && x.a == y.b && x.b == y.a) || (ops(Op::equal, Op::not_equal) && x.a == y.a && x.b == y.b);
    return opposite && truth == other_truth;
}

/// True if whenever it is not so that `id` is `truth`, one of the guards holds. Of a conjunction, if each of its parts has its contrary among them.
bool LocalSteps::else_some(ExprId id, bool truth, const std::vector<ExprId>& guards) const {
    const auto [inner, same] = literal(id);
    const bool inner_truth = same == truth;
    const auto contrary = [&, inner = inner](ExprId guard) { return is_negation(inner, inner_truth, guard); };
    if (std::ranges::any_of(guards, contrary)) return true;
    const Expression& node = program_.expressions[inner];
    if (node.op != (inner_truth ? Op::logic_and : Op::logic_or)) return false;
    return else_some(node.a, inner_truth, guards) && else_some(node.b, inner_truth, guards);
}

bool LocalSteps::always_enabled(LocationId at) {
    std::vector<ExprId> guards;
    for (const StepId id : program_.locations[at].steps) {
        const Step& step = program_.steps[id];
        if (step.kind == StepKind::fault) continue;
        evaluator_.begin(ranges_.here[at]);
        const bool chooses = step.choice_low != no_expr;
        if (chooses && evaluator_(step.choice_low).high > evaluator_(step.choice_high).low) continue;
        if (step.guard == no_expr || evaluator_(step.guard).never_zero()) return true;
        guards.push_back(step.guard);
    }
    return std::ranges::any_of(guards, [&](ExprId guard) { return else_some(guard, true, guards); });
}

}  // namespace mmapck::program
