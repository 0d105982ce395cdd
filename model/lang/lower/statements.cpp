// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Expression;
using tree::Statement;
using tree::StatementKind;
using tree::TypeKind;

bool has_label(const Statement& s) {
    if (s.kind == StatementKind::label || s.kind == StatementKind::case_ || s.kind == StatementKind::default_) return true;
    return std::any_of(s.statements.begin(), s.statements.end(), has_label);
}

void TaskLowering::statement(const Statement& s) {
    if (!is_reachable()) {
        if (!has_label(s)) return;
        const bool passes_through = s.kind == StatementKind::block || s.kind == StatementKind::label ||
                                    s.kind == StatementKind::case_ || s.kind == StatementKind::default_;
        if (!passes_through) at_ = new_location();   // dropped at the end, unless a label inside makes it live
    }
    switch (s.kind) {
    case StatementKind::empty: break;
    case StatementKind::expression: expression(s.expressions[0], s.text); break;
    case StatementKind::declaration: declaration(s); break;
    case StatementKind::block:
        for (const Statement& inner : s.statements) statement(inner);
        break;
    case StatementKind::if_: if_(s); break;
    case StatementKind::while_: while_(s); break;
    case StatementKind::do_while: do_while(s); break;
    case StatementKind::for_: for_(s); break;
    case StatementKind::switch_: switch_(s); break;
    case StatementKind::case_:
    case StatementKind::default_: case_(s); break;
    case StatementKind::break_:
        self().breaks.back().used = true;
        jump(self().breaks.back().to);
        break;
    case StatementKind::continue_:
        self().continues.back().used = true;
        jump(self().continues.back().to);
        break;
    case StatementKind::goto_: jump(label(s.label)); break;
    case StatementKind::label: labelled(s); break;
    case StatementKind::return_: return_(s); break;
    }
}

LocationId TaskLowering::label(const std::string& name) {
    for (const auto& [known, location] : self().labels)
        if (known == name) return location;
    self().labels.emplace_back(name, new_location());
    return self().labels.back().second;
}

void TaskLowering::labelled(const Statement& s) {
    const LocationId here = label(s.label);
    if (is_reachable() && flow_.find(at_) != flow_.find(here)) jump(here);
    at_ = here;
    open_ = program::none;
    if (!s.statements.empty()) statement(s.statements[0]);
}

void TaskLowering::declaration(const Statement& s) {
    const tree::Variable& v = context_.unit.variables[s.variable];
    if (v.storage == tree::Storage::global) return;
    const tree::TypeKind kind = context_.unit.types[v.type].kind;
    if (kind != TypeKind::structure && kind != TypeKind::array) return declare_scalar(s);
    const FullExpression full(*this);
    if (!s.expressions.empty()) prepare(s.expressions[0]);
    program::Step step;
    Evaluator e = evaluator(step);
    e.store_object(e.place_of(s.variable), s.expressions.empty() ? nullptr : &s.expressions[0]);
    emit_work(std::move(step), s.where, s.text);
}

void TaskLowering::declare_scalar(const Statement& s) {
    const FullExpression full(*this);
    const tree::Variable& v = context_.unit.variables[s.variable];
    storage_.bound[s.variable] = no_expr;
    program::Step step;
    Evaluator e = evaluator(step);
    ExprId value = fold_.constant(0);
    if (!s.expressions.empty()) {
        const Expression& initial = s.expressions[0];
        const Expression& bare = without_casts(initial);
        const bool is_nothing = is_fault(bare) && !is_selected(bare) && !context_.survey.assigned[s.variable];
        if ((is_stepwise_call(context_.unit, bare) || is_fault(bare)) && !is_nothing &&
            direct({e.place_of(s.variable).variable, v.type}, initial))
            return;
        const Expression* kept = only_choice_or_allocation(context_.unit, initial);
        prepare(initial, kept);
        value = e.stored(initial, v.type);
    }
    const bool is_constant = fold_.value(value).has_value();
    if (is_constant && !context_.survey.assigned[s.variable] && step.checks.empty()) {
        storage_.bound[s.variable] = value;
        return;
    }
    e.store(e.place_of(s.variable), value);
    const bool joins = open_ != program::none && is_constant && step.checks.empty() && step.assignments.size() == 1;
    if (joins) {
        auto& earlier = context_.program.steps[open_].assignments;
        earlier.insert(earlier.end(), step.assignments.begin(), step.assignments.end());
        return;
    }
    emit_work(std::move(step), s.where, s.text);
    if (is_reachable() && is_constant) open_ = static_cast<StepId>(context_.program.steps.size() - 1);
}

void TaskLowering::return_(const Statement& s) {
    if (self().is_root) {
        if (!s.expressions.empty()) expression(s.expressions[0], s.text);
        return jump(self().next);
    }
    const FullExpression full(*this);
    program::Step step;
    ExprId value = no_expr;
    const tree::TypeId type = self().function->result;
    if (!s.expressions.empty() && context_.unit.types[type].kind == TypeKind::void_) {
        expression(s.expressions[0], s.text);
    } else if (!s.expressions.empty()) {
        if (context_.base(type).kind == TypeKind::structure)
            fail(s.where, "'" + self().function->name + "' returns a structure", "let it fill in a structure that it gets a pointer to");
        const Expression* kept = only_choice_or_allocation(context_.unit, s.expressions[0]);
        prepare(s.expressions[0], kept);
        if (!is_reachable()) return;
        value = evaluator(step).value(s.expressions[0]);
    }
    if (is_reachable()) leave(std::move(step), value, s.where);
}

/// The step out of the function that is being inlined.
void TaskLowering::leave(program::Step step, ExprId value, Position where) {
    const Activation& a = self();
    step.result = value;
    step.result_type = value == no_expr ? 0 : context_.types.of(a.function->result);
    if (a.destination.variable != program::none) {
        const tree::Type& type = context_.unit.types[a.destination.type];
        const tree::Type& result = context_.unit.types[a.function->result];
        ExprId stored = value == no_expr ? fold_.constant(0) : value;
        if (type.is_bool || type.bits >= result.bits) stored = fold_.wrap(stored, type);
        step.assignments.push_back({a.destination.variable, no_expr, stored});
    }
    if (a.is_system_call) {
        const ExprId task = fold_.constant(task_);
        const bool is_array = context_.tasks.size() > 1;
        step.assignments.push_back({hidden_.in_syscall, is_array ? task : no_expr, fold_.constant(0)});
        if (hidden_.locks_held != program::none) {
            const ExprId held = fold_.element(hidden_.locks_held, fold_.constant(task_ + 1));
            const ExprId free = fold_.negation(held);
            if (!fold_.is(free, 1))
                step.checks.push_back({free, std::string(program::kind::lock_held_at_return),
                                       "a lock is still held when " + a.function->name + "() returns to user space"});
        }
    }
    const StepKind kind = a.is_system_call ? StepKind::system_return : StepKind::result;
    self().returns.push_back(emit_to(std::move(step), kind, where, a.text, a.next));
    at_ = program::none;
    open_ = program::none;
}

}  // namespace mmapck::lang::lowering
