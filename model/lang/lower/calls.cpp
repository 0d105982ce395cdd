// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/describe.h"
#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::FrameKind;
using program::StepKind;
using tree::Expression;
using tree::ExpressionKind;
using tree::TypeKind;

/// Makes the steps of a call whose arguments are prepared. The value is no_expr if it has none or goes to `destination`.
ExprId TaskLowering::call(const Expression& e, Destination destination, bool is_used) {
    const bool needs_temporary =
        is_used && destination.variable == program::none && context_.unit.types[e.type].kind != TypeKind::void_;
    VarId kept = program::none;
    if (needs_temporary) {
        const bool is_direct = e.kind == ExpressionKind::call;
        kept = temporary((is_direct ? context_.unit.functions[e.function].name : describe(context_.unit, e.operands[0])) + "()", e.type);
        destination = {kept, e.type};
    }
    const LocationId next = new_location();
    std::vector<StepId> returns;
    if (e.kind == ExpressionKind::call_pointer) {
        call_pointer(e, destination, next, returns);
    } else {
        Call direct;
        direct.expression = &e;
        direct.destination = destination;
        enter(e.function, std::move(direct), next, returns);
    }
    at_ = returns.empty() ? program::none : next;
    open_ = program::none;
    return needs_temporary ? result_of(returns, kept) : no_expr;
}

/// The value of a call: a constant if it always returns the same one, and then nothing has to be stored.
ExprId TaskLowering::result_of(const std::vector<StepId>& returns, VarId kept) {
    auto& steps = context_.program.steps;
    ExprId common = no_expr;
    for (const StepId s : returns) {
        const ExprId value = steps[s].assignments.empty() ? no_expr : steps[s].assignments.front().value;
        const bool is_kept = !steps[s].assignments.empty() && steps[s].assignments.front().variable == kept;
        if (!is_kept || !fold_.value(value) || (common != no_expr && common != value)) return fold_.load(kept);
        common = value;
    }
    if (common == no_expr) return fold_.constant(0);
    for (const StepId s : returns) steps[s].assignments.erase(steps[s].assignments.begin());
    return common;
}

/// One way for each function that the pointer may hold, and the violation "null-call".
void TaskLowering::call_pointer(const Expression& e, Destination destination, LocationId next, std::vector<StepId>& returns) {
    program::Step step;
    const ExprId pointer = evaluator(step).value(e.operands[0]);
    const Expression& callee = without_casts(e.operands[0]);
    const Expression* root = &callee;
    while (root->kind == ExpressionKind::subscript) root = &root->operands[0];
    Call call;
    call.expression = &e;
    call.first_argument = 1;
    call.kind = FrameKind::hook;
    call.destination = destination;
    if (root->kind == ExpressionKind::member || root->kind == ExpressionKind::arrow) {
        const tree::StructId s = context_.unit.types[root->operands[0].type].structure;
        call.hook = context_.unit.structures[s].fields[root->field].name;
    }
    const LocationId origin = at_;
    for (const tree::FunctionId f : candidates(context_.unit, context_.survey, e)) {
        const auto& taken = context_.survey.address_taken;
        const std::int64_t number = std::lower_bound(taken.begin(), taken.end(), f) - taken.begin() + 1;
        const ExprId guard = fold_.equal(pointer, number);
        if (fold_.is(guard, 0)) continue;
        Call chosen = call;
        chosen.step = step;
        if (!fold_.is(guard, 1)) chosen.step.guard = guard;
        at_ = origin;
        enter(f, std::move(chosen), next, returns);
        if (fold_.is(guard, 1)) return;
    }
    const ExprId is_null = fold_.equal(pointer, 0);
    if (fold_.is(is_null, 0)) return;
    if (!fold_.is(is_null, 1)) step.guard = is_null;
    step.checks.push_back({fold_.constant(0), std::string(program::kind::null_call), describe(context_.unit, e.operands[0]) + " is NULL here"});
    at_ = origin;
    emit_to(std::move(step), StepKind::plain, e.where, e.text, next);
}

void TaskLowering::call_root(tree::FunctionId function) {
    const LocationId next = new_location();
    std::vector<StepId> returns;
    enter(function, {}, next, returns);
    at_ = returns.empty() ? program::none : next;
}

std::string TaskLowering::chain() const {
    std::string result;
    for (const Activation& a : activations_) {
        const bool is_task = a.is_root;
        result += (result.empty() ? "" : " > ") + (is_task ? "task " + context_.tasks[task_].name : a.function->name);
    }
    return result;
}

/// Inlines a function at at_; its returns go to `next`.
void TaskLowering::enter(tree::FunctionId id, Call call, LocationId next, std::vector<StepId>& returns) {
    const tree::Function& function = context_.unit.functions[id];
    const Position where = call.expression != nullptr ? call.expression->where : function.where;
    for (const Activation& a : activations_)
        if (a.function == &function)
            fail(where, "'" + function.name + "' calls itself: " + chain() + " > " + function.name, "model C has no recursion; use a loop");
    const bool is_system_call = function.system_call && !in_syscall_;
    program::Frame frame;
    frame.parent = self().frame;
    frame.kind = call.kind;
    if (call.kind == FrameKind::function && (function.primitive || function.notrace)) frame.kind = FrameKind::primitive;
    if (call.kind == FrameKind::function && is_system_call) frame.kind = FrameKind::system_call;
    frame.function = function.name;
    frame.call = where;
    frame.definition = function.where;
    frame.call_text = call.expression != nullptr ? call.expression->text : function.role_name;
    frame.hook = call.hook;
    frame.notrace = function.notrace;
    bind(function, call, call.step);
    if (is_system_call)
        call.step.assignments.push_back(
            {hidden_.in_syscall, context_.tasks.size() > 1 ? fold_.constant(task_) : no_expr, fold_.constant(1)});
    Activation activation;
    activation.function = &function;
    activation.frame = static_cast<FrameId>(context_.program.frames.size());
    activation.atomic = self().atomic || function.atomic;
    activation.is_system_call = is_system_call;
    activation.next = next;
    activation.destination = call.destination;
    activation.text = frame.call_text;
    context_.program.frames.push_back(std::move(frame));
    activations_.push_back(std::move(activation));
    in_syscall_ |= is_system_call;
    const LocationId entry = new_location();
    open_ = emit_to(std::move(call.step), StepKind::call, where, self().text, entry);
    at_ = entry;
    statement(function.body);
    if (is_reachable()) leave({}, no_expr, function.where);
    returns.insert(returns.end(), self().returns.begin(), self().returns.end());
    if (is_system_call) in_syscall_ = false;
    activations_.pop_back();
    for (const tree::VariableId v : context_.survey.functions[id].locals) storage_.bound[v] = no_expr;
}

/// Parameters that the function never changes stand for their arguments; others are stored.
void TaskLowering::bind(const tree::Function& function, const Call& call, program::Step& step) {
    const std::size_t given = call.expression == nullptr ? 0 : call.expression->operands.size() - call.first_argument;
    if (given != function.parameters.size())
        fail(call.expression != nullptr ? call.expression->where : function.where,
             "'" + function.name + "' takes " + std::to_string(function.parameters.size()) + " arguments, not " + std::to_string(given));
    Evaluator arguments = evaluator(step);
    std::vector<ExprId> values;
    for (std::size_t i = 0; i < given; ++i) {
        const Expression& argument = call.expression->operands[call.first_argument + i];
        if (context_.unit.types[argument.type].kind == TypeKind::structure)
            fail(argument.where, "a structure is passed by value", "pass a pointer to it");
        values.push_back(arguments.value(argument));
    }
    const bool changes_variables = !step.assignments.empty();   // f(i++): the argument is not what i is then
    for (std::size_t i = 0; i < given; ++i) {
        const tree::VariableId parameter = function.parameters[i];
        const bool is_fixed = fold_.value(values[i]).has_value() || (!changes_variables && is_stable(values[i]));
        if (!context_.survey.assigned[parameter] && is_fixed)
            storage_.bound[parameter] = values[i];
        else
            arguments.store(arguments.place_of(parameter), values[i]);
    }
}

}  // namespace mmapck::lang::lowering
