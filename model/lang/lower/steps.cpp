// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;

LocationId TaskLowering::new_location() { return flow_.add_location(task_, self().frame, !self().atomic); }

StepId TaskLowering::emit_to(program::Step step, StepKind kind, Position where, const std::string& text, LocationId to) {
    if (context_.program.steps.size() >= max_steps)
        fail(where, "the program has more than " + std::to_string(max_steps) + " steps; the last is in " + chain(),
             "use fewer system calls in a task, or smaller functions");
    step.kind = kind;
    step.where = where;
    step.text = text;
    step.from = at_;
    step.to = to;
    return flow_.add_step(std::move(step));
}

StepId TaskLowering::emit(program::Step step, StepKind kind, Position where, const std::string& text) {
    const LocationId to = new_location();
    const StepId id = emit_to(std::move(step), kind, where, text, to);
    at_ = to;
    open_ = program::none;
    return id;
}

/// A plain step or a choice, unless there is nothing to do.
void TaskLowering::emit_work(program::Step step, Position where, const std::string& text) {
    const bool is_choice = step.choice_low != no_expr;
    if (!is_choice && step.checks.empty() && step.assignments.empty() && step.frees.empty() && step.events.empty()) return;
    emit(std::move(step), is_choice ? StepKind::choice : StepKind::plain, where, text);
}

void TaskLowering::jump(LocationId to) {
    // A loop without any step in it still has to go round.
    if (!flow_.merge(at_, to)) emit_to({}, StepKind::plain, self().function->where, "", to);
    at_ = program::none;
    open_ = program::none;
}

VarId TaskLowering::temporary(const std::string& name, tree::TypeId type) {
    const std::pair key(name, type);
    auto& known = temporaries_[key];
    std::size_t& used = used_count_[key];
    used_.push_back(key);
    if (used == known.size()) {
        const tree::Domain domain = stored_domain(context_, type, domain_of(context_.unit.types[type]));
        program::Variable variable;
        variable.name = name + (used > 0 ? "#" + std::to_string(used + 1) : "") + " (" + context_.tasks[task_].name + ")";
        variable.type = context_.types.of(type);
        variable.low = domain.low;
        variable.high = domain.high;
        variable.owner = {task_};
        known.push_back(add_variable(context_, std::move(variable)));
    }
    return known[used++];
}

void TaskLowering::release_temporaries(std::size_t hoisted, std::size_t used) {
    hoisted_.resize(hoisted);
    for (; used_.size() > used; used_.pop_back()) --used_count_[used_.back()];
}

bool TaskLowering::is_own_scalar(VarId variable) const {
    const program::Variable& v = context_.program.variables[variable];
    return v.count == 1 && v.table == program::none && v.owner.size() == 1 && v.owner[0] == task_;
}

/// It reads and stores scalars of the task only, and there is no choice in it.
bool TaskLowering::is_local(const program::Step& step) const {
    const bool is_quiet = step.choice_low == no_expr && step.fault == program::none && step.checks.empty() && step.events.empty() &&
                          step.frees.empty() && step.assumption == no_expr && step.kind != StepKind::system_return;
    const auto is_own = [&](const program::Assignment& a) { return is_own_scalar(a.variable) && is_stable(a.value); };
    return is_quiet && (step.guard == no_expr || is_stable(step.guard)) &&
           std::all_of(step.assignments.begin(), step.assignments.end(), is_own);
}

/// A value that nothing changes while a function runs that the task calls: it depends on locals of the callers only.
bool TaskLowering::is_stable(ExprId value) const {
    constexpr int max_nodes = 12;
    int nodes = 0;
    std::vector<ExprId> open{value};
    while (!open.empty()) {
        const program::Expression& e = fold_[open.back()];
        open.pop_back();
        if (++nodes > max_nodes || e.op == Op::element || e.op == Op::choice) return false;
        if (e.op == Op::load && !is_own_scalar(e.variable)) return false;
        for (const ExprId operand : {e.a, e.b, e.c})
            if (operand != no_expr) open.push_back(operand);
    }
    return true;
}

}  // namespace mmapck::lang::lowering
