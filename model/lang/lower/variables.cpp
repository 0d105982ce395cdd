// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/context.h"
#include "model/lang/lower/describe.h"
#include "model/lang/lower/element_names.h"
#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/failure.h"
#include "model/program/element_names.h"

namespace mmapck::lang::lowering {

using tree::Expression;
using tree::ExpressionKind;
using tree::TypeKind;

namespace {

constexpr std::int64_t max_cells = 1'000'000;

VarId declare(Context& context, std::string name, tree::TypeId type, tree::Domain declared, std::int64_t objects, Position where) {
    const tree::Domain domain = stored_domain(context, type, declared);
    const std::int64_t elements = context.elements(type);
    if (elements > max_cells / std::max<std::int64_t>(objects, 1))
        fail(where, "'" + name + "' needs more than " + std::to_string(max_cells) + " cells");
    program::Variable variable;
    variable.name = std::move(name);
    variable.type = context.types.of(type);
    variable.low = domain.low;
    variable.high = domain.high;
    variable.count = static_cast<std::uint32_t>(objects * elements);
    variable.where = where;
    return add_variable(context, std::move(variable));
}

void declare_globals(Context& context) {
    context.globals.assign(context.unit.variables.size(), program::none);
    context.allocated.assign(context.unit.variables.size(), program::none);
    for (tree::VariableId v = 0; v < context.unit.variables.size(); ++v) {
        const tree::Variable& variable = context.unit.variables[v];
        if (variable.storage != tree::Storage::global) continue;
        if (context.base(variable.type).kind != TypeKind::structure) {
            context.globals[v] = declare(context, variable.name, variable.type, variable.domain, 1, variable.where);
        } else if (!variable.pool.empty()) {
            program::Variable allocated;
            allocated.name = variable.pool + ".allocated";
            allocated.type = context.types.boolean();
            allocated.high = 1;
            allocated.count = static_cast<std::uint32_t>(context.elements(variable.type));
            allocated.where = variable.where;
            context.allocated[v] = add_variable(context, std::move(allocated));
        }
    }
}

void declare_fields(Context& context) {
    for (tree::StructId s = 0; s < context.unit.structures.size(); ++s) {
        const tree::Structure& structure = context.unit.structures[s];
        context.fields.emplace_back(structure.fields.size(), program::none);
        if (context.objects.count(s) == 0) continue;
        for (std::uint32_t f = 0; f < structure.fields.size(); ++f) {
            const tree::Field& field = structure.fields[f];
            if (context.base(field.type).kind == TypeKind::structure) continue;
            const VarId v = declare(context, bare_name(structure.name) + "." + field.name, field.type, field.domain,
                                    context.objects.count(s), field.where);
            context.program.variables[v].table = s;
            context.program.variables[v].field = field.name;
            context.fields[s][f] = v;
        }
    }
}

/// Runs initialisers of globals as if they were stores, and keeps what they store as the initial values.
void set_initial_values(Context& context) {
    Storage storage(program::none, context.unit.variables.size());
    const std::vector<Hoisted> none;
    for (tree::VariableId v = 0; v < context.unit.variables.size(); ++v) {
        const tree::Variable& variable = context.unit.variables[v];
        if (variable.storage != tree::Storage::global || !variable.initial) continue;
        program::Step step;
        Evaluator evaluator(context, storage, step, none);
        evaluator.store_object(evaluator.place_of(v), &*variable.initial);
        for (const program::Assignment& a : step.assignments) {
            program::Variable& target = context.program.variables[a.variable];
            const auto value = context.fold.value(a.value);
            const auto cell = a.index == no_expr ? std::optional<std::int64_t>(0) : context.fold.value(a.index);
            if (!value || !cell) fail(variable.where, "the initial value of '" + variable.name + "' is not constant");
            if (*value < target.low || *value > target.high)
                fail(variable.where, "the initial value " + std::to_string(*value) + " of '" + target.name + "' is outside its range " +
                                         std::to_string(target.low) + " to " + std::to_string(target.high));
            if (*value == 0 && target.initial.size() == 1) continue;
            if (target.initial.size() == 1) target.initial.assign(target.count, 0);
            target.initial[static_cast<std::size_t>(*cell)] = *value;
        }
    }
}

/// What has no initialiser starts at 0, so 0 is in its domain.
void admit_zero(Context& context) {
    for (program::Variable& v : context.program.variables) {
        if (std::all_of(v.initial.begin(), v.initial.end(), [](auto x) { return x != 0; })) continue;
        v.low = std::min<std::int64_t>(v.low, 0);
        v.high = std::max<std::int64_t>(v.high, 0);
    }
}

void freeze_constants(Context& context) {
    for (tree::VariableId v = 0; v < context.unit.variables.size(); ++v)
        if (context.globals[v] != program::none && !context.survey.assigned[v]) context.fold.freeze(context.globals[v]);
    for (tree::StructId s = 0; s < context.fields.size(); ++s)
        for (std::uint32_t f = 0; f < context.fields[s].size(); ++f)
            if (context.fields[s][f] != program::none && !context.survey.field_assigned[s][f])
                context.fold.freeze(context.fields[s][f]);
}

/// Static variables of functions may share a name: all but the first get their line.
void make_names_unique(Context& context) {
    std::map<std::string, int> uses;
    for (program::Variable& v : context.program.variables)
        if (uses[v.name]++ > 0) v.name += " (line " + std::to_string(v.where.line) + ")";
}

void name_elements(Context& context) {
    const auto add = [&context](VarId variable, const std::string& tag) {
        if (variable == program::none || tag.empty()) return;
        auto names = element_names(context.unit, context.tasks, tag);
        if (!names.empty()) program::name_elements(context.program, variable, std::move(names));
    };
    for (tree::VariableId v = 0; v < context.unit.variables.size(); ++v) add(context.globals[v], context.unit.variables[v].indexed_by);
    for (tree::StructId s = 0; s < context.fields.size(); ++s)
        for (std::uint32_t f = 0; f < context.fields[s].size(); ++f)
            add(context.fields[s][f], context.unit.structures[s].fields[f].indexed_by);
}

}  // namespace

VarId add_variable(Context& context, program::Variable variable) {
    if (variable.initial.empty()) variable.initial = {0};
    context.program.variables.push_back(std::move(variable));
    return static_cast<VarId>(context.program.variables.size() - 1);
}

tree::Domain stored_domain(const Context& context, tree::TypeId type, tree::Domain declared) {
    const tree::Type& base = context.base(type);
    switch (base.kind) {
    case TypeKind::pointer: return {0, base.structure == tree::none ? 0 : context.objects.highest(base.structure)};
    case TypeKind::function: return {0, static_cast<std::int64_t>(context.survey.address_taken.size())};
    default: return declared;
    }
}

void declare_variables(Context& context) {
    declare_globals(context);
    declare_fields(context);
    make_names_unique(context);
    name_elements(context);
    set_initial_values(context);
    admit_zero(context);
    freeze_constants(context);
}

}  // namespace mmapck::lang::lowering
