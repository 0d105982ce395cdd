// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/tasks.h"

#include <algorithm>

#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using program::TaskKind;

namespace {

VarId add_flag(Context& context, const std::string& name, std::size_t count) {
    program::Variable flag;
    flag.name = name;
    flag.type = context.types.boolean();
    flag.high = 1;
    flag.count = static_cast<std::uint32_t>(count);
    return add_variable(context, std::move(flag));
}

bool has(const Context& context, TaskKind kind) {
    return std::any_of(context.tasks.begin(), context.tasks.end(), [&](const TaskPlan& t) { return t.kind == kind; });
}

/// Somebody waits or asks for tasks to be over: where nobody does, the end of a task is no step that others could see.
bool is_end_noticed(const Context& context) {
    const auto asks = [](const tree::Function& f) { return f.role == tree::Role::invariant && f.moment == program::Moment::end; };
    const auto& functions = context.unit.functions;
    return has(context, TaskKind::teardown) || std::any_of(functions.begin(), functions.end(), asks);
}

Hidden declare_hidden(Context& context) {
    Hidden hidden;
    if (has(context, TaskKind::setup)) hidden.setup_done = add_flag(context, "setup.done", 1);
    if (is_end_noticed(context)) hidden.task_done = add_flag(context, "task.done", context.tasks.size());
    const auto& functions = context.unit.functions;
    if (std::any_of(functions.begin(), functions.end(), [](const tree::Function& f) { return f.system_call; }))
        hidden.in_syscall = add_flag(context, "task.in_syscall", context.tasks.size());
    for (tree::VariableId v = 0; v < context.unit.variables.size(); ++v)
        if (context.unit.variables[v].name == "mmapck_locks_held" && context.globals[v] != program::none)
            hidden.locks_held = context.globals[v];
    return hidden;
}

ExprId is_done(Context& context, const Hidden& hidden, TaskId task) {
    if (context.tasks[task].kind == TaskKind::setup) return context.fold.load(hidden.setup_done);
    return context.fold.element(hidden.task_done, context.fold.constant(task));
}

ExprId all_done(Context& context, const Hidden& hidden, TaskKind kind) {
    ExprId result = context.fold.constant(1);
    for (TaskId t = 0; t < context.tasks.size(); ++t)
        if (context.tasks[t].kind == kind) result = context.fold.both(result, is_done(context, hidden, t));
    return result;
}

/// What has to be over before a task starts.
ExprId may_start(Context& context, const Hidden& hidden, TaskKind kind) {
    switch (kind) {
    case TaskKind::setup: return context.fold.constant(1);
    case TaskKind::teardown:
        if (has(context, TaskKind::normal)) return all_done(context, hidden, TaskKind::normal);
        [[fallthrough]];
    default: return all_done(context, hidden, TaskKind::setup);
    }
}

ExprId has_ended(Context& context, const Hidden& hidden) {
    for (const TaskKind kind : {TaskKind::teardown, TaskKind::normal, TaskKind::setup})
        if (has(context, kind)) return all_done(context, hidden, kind);
    return context.fold.constant(1);   // daemons alone
}

/// A task's first steps wait for the phase before.
void hold_back(Context& context, Flow& flow, LocationId first, ExprId start) {
    if (context.fold.is(start, 1)) return;
    for (program::Step& step : context.program.steps)
        if (flow.find(step.from) == flow.find(first))
            step.guard = step.guard == no_expr ? start : context.fold.both(start, step.guard);
}

}  // namespace

TaskLowering::TaskLowering(Context& context, Flow& flow, const Hidden& hidden, TaskId task)
    : context_(context), fold_(context.fold), flow_(flow), hidden_(hidden), task_(task), storage_(task, context.unit.variables.size()) {}

void TaskLowering::run() {
    const TaskPlan& plan = context_.tasks[task_];
    const tree::Function& function = context_.unit.functions[plan.roots.front()];
    Activation root;
    root.function = &function;
    root.frame = static_cast<FrameId>(context_.program.frames.size());
    root.atomic = plan.kind == TaskKind::setup;
    root.is_root = true;
    program::Frame frame;
    frame.kind = program::FrameKind::task;
    frame.function = plan.name;
    frame.call = frame.definition = function.where;
    context_.program.frames.push_back(std::move(frame));
    activations_.push_back(std::move(root));
    first_ = at_ = new_location();
    self().next = new_location();
    const LocationId end = self().next;
    if (plan.roots.size() == 1) {
        statement(function.body);
    } else {
        self().function = nullptr;
        for (const tree::FunctionId f : plan.roots)
            if (is_reachable()) call_root(f);
        self().function = &function;
    }
    if (is_reachable()) jump(end);
    at_ = end;
    program::Step over;
    if (plan.kind == TaskKind::setup) {
        over.assignments.push_back({hidden_.setup_done, no_expr, fold_.constant(1)});
    } else if (plan.kind != TaskKind::daemon && hidden_.task_done != program::none) {
        const ExprId cell = context_.tasks.size() > 1 ? fold_.constant(task_) : no_expr;
        over.assignments.push_back({hidden_.task_done, cell, fold_.constant(1)});
    }
    emit(std::move(over), StepKind::end, function.where, "");
    flow_.at(at_).final = true;
    flow_.at(at_).interruptible = true;
    flow_.at(first_).interruptible = true;
    program::Task task;
    task.name = plan.name;
    task.kind = plan.kind;
    task.first = first_;
    context_.program.tasks.push_back(std::move(task));
}

void lower_tasks(Context& context, Flow& flow) {
    const Hidden hidden = declare_hidden(context);
    for (TaskId t = 0; t < context.tasks.size(); ++t) {
        const auto before = static_cast<LocationId>(context.program.locations.size());
        TaskLowering(context, flow, hidden, t).run();
        hold_back(context, flow, context.program.tasks[t].first, may_start(context, hidden, context.tasks[t].kind));
        if (context.tasks[t].kind == TaskKind::daemon)
            for (LocationId l = before; l < context.program.locations.size(); ++l) context.program.locations[l].may_wait = true;
    }
    if (is_end_noticed(context)) context.program.ended = has_ended(context, hidden);
    context.program.quiescent = context.fold.constant(1);
    if (hidden.in_syscall != program::none)
        for (TaskId t = 0; t < context.tasks.size(); ++t) {
            const ExprId inside = context.fold.element(hidden.in_syscall, context.fold.constant(t));
            context.program.quiescent = context.fold.both(context.program.quiescent, context.fold.negation(inside));
        }
}

}  // namespace mmapck::lang::lowering
