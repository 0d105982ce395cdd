// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower.h"

#include "model/lang/lower/failure.h"
#include "model/lang/lower/tasks.h"

namespace mmapck::lang {

namespace {

void set_tables(lowering::Context& context) {
    for (tree::StructId s = 0; s < context.unit.structures.size(); ++s) {
        program::Table table;
        table.type = context.unit.structures[s].name;
        for (const lowering::Instance& instance : context.objects.instances[s]) table.instances.push_back(instance.name);
        context.program.tables.push_back(std::move(table));
    }
}

program::Program lower_unit(const tree::Unit& unit, const Unit& options) {
    lowering::Context context(unit, options);
    context.program.files = unit.files;
    context.program.max_faults = options.faults.at_most;
    set_tables(context);
    lowering::declare_variables(context);
    lowering::Flow flow(context.program);
    lowering::lower_tasks(context, flow);
    lowering::lower_invariants(context);
    lowering::add_leftovers(context);
    lowering::list_locks(context);
    flow.finish();
    lowering::find_owners(context);
    return std::move(context.program);
}

}  // namespace

Lowered lower(const tree::Unit& unit, const Unit& options) {
    Lowered result;
    try {
        result.program = lower_unit(unit, options);
    } catch (const lowering::Failure& failure) {
        Diagnostic diagnostic;
        if (failure.where.file < unit.files.size()) diagnostic.file = unit.files[failure.where.file];
        if (diagnostic.file.empty()) diagnostic.file = options.path;
        diagnostic.line = failure.where.line;
        diagnostic.column = failure.where.column;
        diagnostic.message = failure.message;
        diagnostic.suggestion = failure.suggestion;
        result.diagnostics.push_back(std::move(diagnostic));
    }
    return result;
}

}  // namespace mmapck::lang
