// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/lang/tree.h"

namespace mmapck::lang::lowering {

struct FunctionFacts {
    std::vector<tree::VariableId> locals;     ///< parameters and declarations, in order
    std::vector<tree::FunctionId> callees;    ///< that may be called, directly or through a pointer; ascending
};

/// What the tree alone says, before anything is laid out: who calls whom, what is never stored to, where functions' addresses go.
struct Survey {
    std::vector<FunctionFacts> functions;                 ///< by FunctionId
    std::vector<bool> assigned;                           ///< by VariableId: stored to other than by its declaration or a call
    std::vector<tree::FunctionId> function_of;            ///< by VariableId: whose local it is, or none
    std::vector<bool> ambiguous;                          ///< by VariableId: a local whose name other locals have, too
    std::vector<std::vector<bool>> field_assigned;        ///< by StructId, field: some step stores to it
    std::vector<std::vector<std::vector<tree::FunctionId>>> stored;  ///< by StructId, field: functions that it may hold
    std::vector<tree::FunctionId> address_taken;          ///< ascending; a function pointer's value is the index here + 1
};

Survey survey(const tree::Unit& unit);

/// The functions that `expression`, a function pointer, may hold. Never NULL, maybe more than really occur.
std::vector<tree::FunctionId> candidates(const tree::Unit& unit, const Survey& survey, const tree::Expression& call);

/// All that can run when `roots` are called; by FunctionId.
std::vector<bool> reachable(const Survey& survey, const std::vector<tree::FunctionId>& roots);

/// `expression` without the conversions around it.
const tree::Expression& without_casts(const tree::Expression& expression);

/// The type of the elements of an array of any dimension, else the type itself; and how many elements there are.
tree::TypeId base_type(const tree::Unit& unit, tree::TypeId type);
std::uint64_t element_count(const tree::Unit& unit, tree::TypeId type);

/// "inode" of "struct inode".
std::string bare_name(const std::string& structure);

/// The function is called as a step of its own, unlike __pure ones.
bool is_stepwise_call(const tree::Unit& unit, const tree::Expression& expression);

/// Something inside has to be a step of its own: a call, a fault point, a choice, an allocation.
bool has_steps(const tree::Unit& unit, const tree::Expression& expression);

/// has_steps(), or something inside stores.
bool has_effects(const tree::Unit& unit, const tree::Expression& expression);

}  // namespace mmapck::lang::lowering
