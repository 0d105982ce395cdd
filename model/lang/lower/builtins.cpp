// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "model/lang/lower/describe.h"
#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Builtin;
using tree::Expression;

void TaskLowering::builtin_statement(const Expression& e) {
    for (const Expression& operand : e.operands) prepare(operand);
    if (!is_reachable()) return;
    switch (e.builtin) {
    case Builtin::check: return check(e);
    case Builtin::assume: return assume(e);
    case Builtin::wait: return wait(e);
    case Builtin::event: return event(e);
    case Builtin::pool_free: return pool_free(e);
    case Builtin::fault:
    case Builtin::fault_choose: fault(e, {}); return;
    default: break;
    }
    program::Step step;
    evaluator(step).value(e);
    emit_work(std::move(step), e.where, e.text);
}

void TaskLowering::check(const Expression& e) {
    program::Step step;
    evaluator(step).value(e);
    emit_work(std::move(step), e.where, e.text);
}

void TaskLowering::assume(const Expression& e) {
    program::Step step;
    const ExprId condition = evaluator(step).truth(e.operands[0]);
    if (fold_.is(condition, 1)) return emit_work(std::move(step), e.where, e.text);
    step.assumption = condition;
    join_to_step_before();
    emit(std::move(step), StepKind::assume, e.where, e.text);
}

/// Makes the step before possible only where the assumption that follows at at_ holds, so that no run ends at the assumption as if
/// in a deadlock. Steps on the task's own variables in between are passed over.
void TaskLowering::join_to_step_before() {
    const auto& steps = context_.program.steps;
    LocationId here = flow_.find(at_);
    for (std::size_t s = steps.size();; --s) {
        if (here == flow_.find(first_)) return;
        flow_.at(here).interruptible = false;
        const bool is_next = s > 0 && flow_.find(steps[s - 1].to) == here && is_local(steps[s - 1]);
        if (!is_next) return;
        here = flow_.find(steps[s - 1].from);
    }
}

void TaskLowering::wait(const Expression& e) {
    program::Step step;
    const ExprId condition = evaluator(step).truth(e.operands[0]);
    if (!step.checks.empty()) {
        emit_work(std::move(step), e.where, e.text);
        flow_.at(at_).interruptible = false;
    }
    if (fold_.is(condition, 1)) return;
    program::Step waits;
    waits.guard = condition;
    emit(std::move(waits), StepKind::wait, e.where, e.text);
}

void TaskLowering::event(const Expression& e) {
    using program::EventKind;
    constexpr std::array kinds{EventKind::acquire, EventKind::release,  EventKind::downgrade, EventKind::get,   EventKind::put,
                               EventKind::charge,  EventKind::uncharge, EventKind::owe,       EventKind::settle};
    program::Step step;
    Evaluator inner = evaluator(step);
    const auto kind = fold_.value(inner.value(e.operands[0]));
    if (!kind || *kind < 0 || *kind >= static_cast<std::int64_t>(kinds.size()))
        fail(e.where, "the first argument of __mmapck_event() is not an enumerator of enum mmapck_event");
    const Expression& object = without_casts(e.operands[1]);
    const tree::StructId s = context_.unit.types[object.type].structure;
    if (s == tree::none)
        fail(object.where, "'" + describe(context_.unit, object) + "' is no pointer to a structure", "pass the lock or the counter itself");
    program::Event told;
    told.kind = kinds[static_cast<std::size_t>(*kind)];
    told.table = s;
    told.object = inner.value(object);
    told.detail = inner.value(e.operands[2]);
    step.events.push_back(told);
    emit_work(std::move(step), e.where, e.text);
}

void TaskLowering::pool_free(const Expression& e) {
    const tree::Variable& pool = context_.unit.variables[e.variable];
    const tree::StructId s = context_.base(pool.type).structure;
    const std::int64_t first = context_.objects.global_first[e.variable];
    const std::int64_t size = context_.elements(pool.type);
    program::Step step;
    Evaluator inner = evaluator(step);
    const ExprId object = inner.value(e.operands[0]);
    const std::string name = describe(context_.unit, e.operands[0]);
    inner.check(fold_.binary(Op::not_equal, object, fold_.constant(0)), program::kind::null_dereference, name + " is NULL here");
    inner.check(fold_.binary(Op::less_equal, object, fold_.constant(context_.objects.count(s))), program::kind::double_free,
                name + " was freed before");
    const ExprId index = fold_.plus(object, -first);
    const ExprId inside = fold_.both(fold_.binary(Op::less_equal, fold_.constant(0), index),
                                     fold_.binary(Op::less, index, fold_.constant(size)));
    inner.check(fold_.both(inside, fold_.truth(fold_.element(context_.allocated[e.variable], index))), "bad-free",
                name + " is no allocated object of the pool '" + pool.pool + "'");
    inner.store({tree::none, context_.allocated[e.variable], index, no_expr, no_expr}, fold_.constant(0));
    inner.release(s, object);
    emit_work(std::move(step), e.where, e.text);
}

}  // namespace mmapck::lang::lowering
