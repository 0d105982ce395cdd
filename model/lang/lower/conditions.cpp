// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Expression;
using tree::ExpressionKind;

/// Goes to `yes` or `no`. A condition is one step, unless calls or stores inside && and || have to wait for what stands before them.
TaskLowering::Branches TaskLowering::condition(const Expression& e, LocationId yes, LocationId no, Position where,
                                               const std::string& text) {
    if (!is_reachable()) return {};
    const bool effects = has_effects(context_.unit, e);
    if (effects && e.kind == ExpressionKind::unary && e.op == Op::logic_not) {
        const Branches inner = condition(e.operands[0], no, yes, where, text);
        return {inner.no, inner.yes};
    }
    const bool is_and = e.kind == ExpressionKind::logic_and;
    if ((is_and || e.kind == ExpressionKind::logic_or) && has_effects(context_.unit, e.operands[1])) {
        const LocationId second = new_location();
        const auto text_of = [&](const Expression& operand) { return operand.text.empty() ? text : operand.text; };
        const Branches a = condition(e.operands[0], is_and ? second : yes, is_and ? no : second, where, text_of(e.operands[0]));
        at_ = (is_and ? a.yes : a.no) ? second : program::none;
        const Branches b = condition(e.operands[1], yes, no, where, text_of(e.operands[1]));
        return {(!is_and && a.yes) || b.yes, (is_and && a.no) || b.no};
    }
    const FullExpression full(*this);
    const Expression* kept = only_choice_or_allocation(context_.unit, e);
    if (kept != nullptr && kept->builtin == tree::Builtin::choose) kept = nullptr;   // a guard cannot ask for the choice
    prepare(e, kept);
    if (!is_reachable()) return {};
    program::Step step;
    const ExprId value = evaluator(step).truth(e);
    open_ = program::none;
    if (const auto v = fold_.value(value)) {
        emit_work(std::move(step), where, text);
        jump(*v != 0 ? yes : no);
        return {*v != 0, *v == 0};
    }
    program::Step otherwise = step;
    step.guard = value;
    otherwise.guard = fold_.negation(value);
    emit_to(std::move(step), StepKind::branch, where, text + ": true", yes);
    emit_to(std::move(otherwise), StepKind::branch, where, text + ": false", no);
    at_ = program::none;
    return {true, true};
}

/// A statement.
void TaskLowering::expression(const Expression& e, const std::string& text) {
    if (!is_reachable()) return;
    const FullExpression full(*this);
    if (e.kind == ExpressionKind::cast && has_effects(context_.unit, e)) return expression(e.operands[0], text);
    if (e.kind == ExpressionKind::comma) {
        expression(e.operands[0], e.operands[0].text);
        return expression(e.operands[1], e.operands[1].text);
    }
    const std::string& shown = e.text.empty() ? text : e.text;
    const bool is_logic = e.kind == ExpressionKind::logic_and || e.kind == ExpressionKind::logic_or;
    if (is_logic && has_effects(context_.unit, e)) {
        const LocationId end = new_location();
        const Branches possible = condition(e, end, end, e.where, shown);
        at_ = possible.yes || possible.no ? end : program::none;
        return;
    }
    if (e.kind == ExpressionKind::conditional && has_effects(context_.unit, e)) {
        const LocationId yes = new_location();
        const LocationId no = new_location();
        const Branches possible = condition(e.operands[0], yes, no, e.where, shown);
        at_ = possible.yes ? yes : program::none;
        expression(e.operands[1], e.operands[1].text);
        const LocationId end = at_;
        at_ = possible.no ? no : program::none;
        expression(e.operands[2], e.operands[2].text);
        if (end != program::none && is_reachable() && flow_.find(at_) != flow_.find(end)) jump(end);
        if (end != program::none) at_ = end;
        return;
    }
    if (e.kind == ExpressionKind::builtin) return builtin_statement(e);
    if (is_stepwise_call(context_.unit, e)) {
        for (const Expression& operand : e.operands) prepare(operand);
        if (is_reachable()) call(e, {}, false);
        return;
    }
    if (e.kind == ExpressionKind::assign && stored_call(e.operands[0], e.operands[1])) return;
    const Expression* kept = only_choice_or_allocation(context_.unit, e);
    prepare(e, kept);
    if (!is_reachable()) return;
    program::Step step;
    evaluator(step).value(e);
    emit_work(std::move(step), e.where, shown);
}

/// `local = call()`: the call's result step stores it.
bool TaskLowering::stored_call(const Expression& target, const Expression& value) {
    if (target.kind != ExpressionKind::variable || context_.unit.variables[target.variable].storage == tree::Storage::global) return false;
    const tree::TypeKind kind = context_.unit.types[target.type].kind;
    if (kind == tree::TypeKind::structure || kind == tree::TypeKind::array) return false;
    program::Step unused;
    return direct({evaluator(unused).place_of(target.variable).variable, target.type}, value);
}

bool TaskLowering::direct(const Destination& destination, const Expression& value) {
    const Expression& bare = value.kind == ExpressionKind::cast ? value.operands[0] : value;
    if (value.kind == ExpressionKind::cast && context_.unit.types[value.type].name != context_.unit.types[destination.type].name)
        return false;
    if (is_stepwise_call(context_.unit, bare)) {
        for (const Expression& operand : bare.operands) prepare(operand);
        if (is_reachable()) call(bare, destination, true);
        return true;
    }
    if (!is_fault(bare)) return false;
    for (const Expression& operand : bare.operands) prepare(operand);
    if (is_reachable()) fault(bare, destination);
    return true;
}

}  // namespace mmapck::lang::lowering
