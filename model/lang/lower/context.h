// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/lower/fold.h"
#include "model/lang/lower/objects.h"
#include "model/lang/lower/plan.h"
#include "model/lang/lower/survey.h"
#include "model/lang/lower/types.h"

namespace mmapck::lang::lowering {

using program::no_expr;
using program::Position;
using program::TaskId;

/// What a __pure function computes for given arguments; the same wherever it is called.
struct PureResult {
    ExprId value = no_expr;
    ExprId subject = no_expr;              ///< of __mmapck_subject() inside; no_expr: none
    std::vector<program::Check> checks;
};

/// What the parts of lowering share: the tree, what is known about it, and the program as far as it is built.
struct Context {
    Context(const tree::Unit& tree, const Unit& unit_options)
        : unit(tree), options(unit_options), tasks(plan_tasks(tree)), survey(lowering::survey(tree)),
          objects(lay_out(tree, survey, tasks)), types(tree, survey, program.types),
          fold(program.expressions, program.variables) {}
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    const tree::Unit& unit;
    const Unit& options;
    program::Program program;
    std::vector<TaskPlan> tasks;
    Survey survey;
    Objects objects;
    Types types;
    Fold fold;

    std::vector<VarId> globals;                   ///< by VariableId: scalars and arrays of them, else none
    std::vector<std::vector<VarId>> fields;       ///< by StructId, field; none where it embeds structures or has no cells
    std::vector<VarId> allocated;                 ///< by VariableId: of a pool, which of its objects are live
    std::map<std::vector<std::uint32_t>, PureResult> pure_results;  ///< by task, totality, function and arguments

    const tree::Type& base(tree::TypeId type) const { return unit.types[base_type(unit, type)]; }
    std::int64_t elements(tree::TypeId type) const { return static_cast<std::int64_t>(element_count(unit, type)); }
};

/// The values that a cell of this type may hold; `declared` counts for integers.
tree::Domain stored_domain(const Context& context, tree::TypeId type, tree::Domain declared);

/// Makes the variables of globals, fields and pools, with their initial values.
void declare_variables(Context& context);

/// Adds a variable, all of whose cells start at 0.
VarId add_variable(Context& context, program::Variable variable);

}  // namespace mmapck::lang::lowering
