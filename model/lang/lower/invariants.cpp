// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/failure.h"
#include "model/lang/lower/tasks.h"

namespace mmapck::lang::lowering {

namespace {

/// Names are shown with '-' where C has '_'.
std::string shown(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

bool is_kept(const Context& context, const std::string& name) {
    const auto& wanted = context.options.invariants;
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& w) { return shown(w) == name; });
}

/// The invariant as written for one task, or for none.
void add(Context& context, const tree::Function& function, TaskId task) {
    Storage storage(task, context.unit.variables.size());
    program::Step scratch;
    const std::vector<Hoisted> none;
    Evaluator evaluator(context, storage, scratch, none, true);
    program::Invariant invariant;
    invariant.name = shown(function.role_name);
    invariant.moment = function.moment;
    invariant.task = task;
    invariant.condition = context.fold.truth(evaluator.call_pure(function, {}, function.where));
    invariant.subject = evaluator.subject();
    invariant.named = !context.options.invariants.empty();
    invariant.words = function.words;
    invariant.where = function.where;
    context.program.invariants.push_back(std::move(invariant));
}

}  // namespace

void lower_invariants(Context& context) {
    for (const tree::Function& f : context.unit.functions) {
        if (f.role != tree::Role::invariant || !is_kept(context, shown(f.role_name))) continue;
        if (f.moment != program::Moment::at_return) {
            add(context, f, program::none);
            continue;
        }
        for (TaskId t = 0; t < context.tasks.size(); ++t)
            if (context.tasks[t].kind == program::TaskKind::normal || context.tasks[t].kind == program::TaskKind::teardown)
                add(context, f, t);
    }
}

}  // namespace mmapck::lang::lowering
