// SPDX-License-Identifier: Apache-2.0
// Parts of an expression that are steps of their own come first, in the order in which C evaluates them.
#include <algorithm>

#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Builtin;
using tree::Expression;
using tree::ExpressionKind;

namespace {

bool is_logic(const Expression& e) { return e.kind == ExpressionKind::logic_and || e.kind == ExpressionKind::logic_or; }

/// The stores of one operand are seen by the next: something has to happen before the rest is evaluated.
bool has_sequence(const tree::Unit& unit, const Expression& e) {
    const auto effects = [&](std::size_t i) { return has_effects(unit, e.operands[i]); };
    if (is_logic(e) && effects(1)) return true;
    if (e.kind == ExpressionKind::conditional && (effects(1) || effects(2))) return true;
    if (e.kind == ExpressionKind::comma && effects(0)) return true;
    return std::any_of(e.operands.begin(), e.operands.end(), [&](const Expression& o) { return has_sequence(unit, o); });
}

/// Counts the choices, allocations and other steps of `e`; those that do not always happen count as others.
void count_steps(const tree::Unit& unit, const Expression& e, bool always, std::vector<const Expression*>& simple, int& others) {
    const bool is_simple = e.kind == ExpressionKind::builtin && (e.builtin == Builtin::choose || e.builtin == Builtin::pool_alloc);
    if (is_simple && always)
        simple.push_back(&e);
    else if (is_simple || is_stepwise_call(unit, e) || (e.kind == ExpressionKind::builtin && has_steps(unit, e)))
        ++others;
    for (std::size_t i = 0; i < e.operands.size(); ++i) {
        const bool may_not = (is_logic(e) || e.kind == ExpressionKind::conditional) && i > 0;
        const bool in_sequence = e.kind == ExpressionKind::comma;
        count_steps(unit, e.operands[i], always && !may_not && !in_sequence, simple, others);
    }
}

}  // namespace

const Expression* only_choice_or_allocation(const tree::Unit& unit, const Expression& e) {
    std::vector<const Expression*> simple;
    int others = 0;
    count_steps(unit, e, true, simple, others);
    return simple.size() == 1 && others == 0 ? simple[0] : nullptr;
}

bool is_fault(const Expression& e) {
    return e.kind == ExpressionKind::builtin && (e.builtin == Builtin::fault || e.builtin == Builtin::fault_choose);
}

/// Makes the steps inside `e`, all but `keep`.
void TaskLowering::prepare(const Expression& e, const Expression* keep) {
    if (&e == keep || !is_reachable()) return;
    if (is_logic(e) && has_effects(context_.unit, e.operands[1])) return prepare_short_circuit(e);
    if (e.kind == ExpressionKind::conditional &&
        (has_effects(context_.unit, e.operands[1]) || has_effects(context_.unit, e.operands[2])))
        return prepare_conditional(e);
    if (e.kind == ExpressionKind::comma && has_effects(context_.unit, e.operands[0])) {
        expression(e.operands[0], e.operands[0].text);
        keep_value(e.operands[0], fold_.constant(0));
        return prepare(e.operands[1], keep);
    }
    if (!has_steps(context_.unit, e) && !has_sequence(context_.unit, e)) return;
    for (const Expression& operand : e.operands) prepare(operand, keep);
    if (!is_reachable()) return;
    if (is_stepwise_call(context_.unit, e)) return keep_value(e, call(e, {}, true));
    if (e.kind != ExpressionKind::builtin) return;
    switch (e.builtin) {
    case Builtin::fault:
    case Builtin::fault_choose: return keep_value(e, fault(e, {}));
    case Builtin::choose:
    case Builtin::pool_alloc: {
        program::Step step;
        const VarId result = temporary(e.builtin == Builtin::choose ? "choose()" : "alloc()", e.type);
        Evaluator inner = evaluator(step);
        const ExprId value = inner.value(e);
        inner.store({e.type, result, no_expr, no_expr, no_expr}, value);
        emit_work(std::move(step), e.where, e.text);
        return keep_value(e, fold_.load(result));
    }
    case Builtin::task:
    case Builtin::subject:
    case Builtin::pool_at:
    case Builtin::pool_index: return;
    default: fail(e.where, "'" + e.text + "' stands inside an expression", "make it a statement of its own");
    }
}

/// a && f(): the right side is only evaluated where the left one asks for it.
void TaskLowering::prepare_short_circuit(const Expression& e) {
    const VarId result = temporary(e.kind == ExpressionKind::logic_and ? "&&" : "||", e.type);
    const LocationId yes = new_location();
    const LocationId no = new_location();
    const LocationId end = new_location();
    const Branches possible = condition(e, yes, no, e.where, e.text);
    const auto outcome = [&](bool is_possible, LocationId from, std::int64_t value) {
        if (!is_possible) return;
        at_ = from;
        program::Step step;
        step.assignments.push_back({result, no_expr, fold_.constant(value)});
        emit(std::move(step), StepKind::plain, e.where, "");
        jump(end);
    };
    outcome(possible.yes, yes, 1);
    outcome(possible.no, no, 0);
    at_ = possible.yes || possible.no ? end : program::none;
    keep_value(e, possible.yes && possible.no ? fold_.load(result) : fold_.constant(possible.yes));
}

void TaskLowering::prepare_conditional(const Expression& e) {
    const VarId result = temporary("?:", e.type);
    const LocationId yes = new_location();
    const LocationId no = new_location();
    const LocationId end = new_location();
    const Branches possible = condition(e.operands[0], yes, no, e.where, e.operands[0].text);
    const auto outcome = [&](bool is_possible, LocationId from, const Expression& value) {
        at_ = is_possible ? from : program::none;
        prepare(value);
        if (!is_reachable()) return;
        program::Step step;
        Evaluator inner = evaluator(step);
        const ExprId computed = inner.value(value);
        inner.store({e.type, result, no_expr, no_expr, no_expr}, computed);
        emit_work(std::move(step), value.where, "");
        jump(end);
    };
    outcome(possible.yes, yes, e.operands[1]);
    outcome(possible.no, no, e.operands[2]);
    at_ = possible.yes || possible.no ? end : program::none;
    keep_value(e, fold_.load(result));
}

}  // namespace mmapck::lang::lowering
