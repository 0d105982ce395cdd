// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "model/lang/lower/tasks.h"
#include "model/program/driver_kinds.h"

namespace mmapck::lang::lowering {

namespace {

/// What a driver counts, and what is said of it.
struct Counter {
    std::string_view structure;   // of which the only field counts; none: objects of a pool are counted
    std::string_view kind;
    const char* words;
};

constexpr std::array counters{
    Counter{"refcount", program::kind::driver_reference_left, "no reference that a driver counts is left when all is closed"},
    Counter{"account", program::kind::driver_charge_left, "nothing is left charged to a driver when all is closed"},
    Counter{"obligation", program::kind::driver_obligation_left, "a driver owes nothing when all is closed"},
    Counter{"", program::kind::driver_object_left, "every object that a driver allocates is freed when all is closed"},
};

/// Makes the condition that nothing of one kind is left in one file.
class Leftovers {
  public:
    Leftovers(Context& context, const Counter& counter, program::FileId file) : context_(context), fold_(context.fold), counter_(counter), file_(file) {}

    void add() {
        const tree::Unit& unit = context_.unit;
        for (tree::VariableId v = 0; v < unit.variables.size(); ++v) {
            const tree::Variable& variable = unit.variables[v];
            if (variable.storage != tree::Storage::global || variable.where.file != file_ || context_.objects.global_first[v] == 0) continue;
            const auto count = static_cast<std::uint32_t>(context_.elements(variable.type));
            for (std::uint32_t i = 0; i < count; ++i) {
                alive_ = context_.allocated[v] == program::none ? fold_.constant(1) : fold_.element(context_.allocated[v], fold_.constant(i));
                if (!counter_.structure.empty()) visit(context_.base(variable.type).structure, context_.objects.global_first[v] + i, variable.where);
                else if (context_.allocated[v] != program::none) require(fold_.negation(alive_), variable.where);
            }
        }
        if (invariant_.condition == program::no_expr) return;
        invariant_.name = counter_.kind;
        invariant_.moment = program::Moment::end;
        invariant_.named = !context_.options.invariants.empty();
        invariant_.words = counter_.words;
        context_.program.invariants.push_back(invariant_);
    }

  private:
    /// An object, by its number, and what is embedded in it.
    void visit(tree::StructId s, std::uint32_t object, const Position& where) {
        const tree::Structure& structure = context_.unit.structures[s];
        for (std::uint32_t f = 0; f < structure.fields.size(); ++f) {
            const tree::TypeId type = structure.fields[f].type;
            const auto count = static_cast<std::uint32_t>(context_.elements(type));
            const std::uint32_t first = (object - 1) * count;
            for (std::uint32_t i = 0; i < count; ++i) {
                if (context_.base(type).kind == tree::TypeKind::structure) visit(context_.base(type).structure, context_.objects.embedded[s][f] + first + i, where);
                else if (bare_name(structure.name) == counter_.structure) count_is_zero(context_.fields[s][f], first + i, where);
            }
        }
    }

    void count_is_zero(VarId variable, std::uint32_t index, const Position& where) {
        if (variable != program::none) require(fold_.negation(fold_.both(alive_, fold_.element(variable, fold_.constant(index)))), where);
    }

    void require(ExprId condition, const Position& where) {
        if (invariant_.condition == program::no_expr) invariant_.where = where;
        invariant_.condition = invariant_.condition == program::no_expr ? condition : fold_.both(invariant_.condition, condition);
    }

    Context& context_;
    Fold& fold_;
    const Counter& counter_;
    program::FileId file_;
    ExprId alive_ = program::no_expr;   // whether the outermost object is there
    program::Invariant invariant_;
};

/// Files with a driver that says nothing itself.
std::set<program::FileId> silent_drivers(const Context& context) {
    std::set<program::FileId> files;
    for (const tree::Variable& variable : context.unit.variables) {
        const tree::Type& type = context.base(variable.type);
        if (type.kind == tree::TypeKind::structure && bare_name(context.unit.structures[type.structure].name) == "driver") files.insert(variable.where.file);
    }
    for (const tree::Function& function : context.unit.functions)
        if (function.role == tree::Role::invariant) files.erase(function.where.file);
    return files;
}

}  // namespace

void add_leftovers(Context& context) {
    const auto& wanted = context.options.invariants;
    for (const program::FileId file : silent_drivers(context))
        for (const Counter& counter : counters)
            if (wanted.empty() || std::find(wanted.begin(), wanted.end(), counter.kind) != wanted.end()) Leftovers(context, counter, file).add();
}

}  // namespace mmapck::lang::lowering
