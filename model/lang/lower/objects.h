// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/lang/lower/plan.h"
#include "model/lang/lower/survey.h"
#include "model/lang/tree.h"

namespace mmapck::lang::lowering {

/// A structure that is a local variable. There is one per task, not one per call: a function is never active twice in one task.
struct LocalObject {
    program::TaskId task = 0;
    tree::VariableId variable = 0;
};

/// One object of a structure type.
struct Instance {
    std::string name;                        ///< "vma#1", "dev.i_rwsem", "prepared[A]", "desc (A)"
    std::string path;                        ///< alike for all instances: "inode.i_rwsem", "vma", "region_mutex"
    std::uint32_t local = program::none;     ///< index in Objects::locals, for those and for what is embedded in them
};

/// Where all objects are. The number of an instance of a structure is its pointer value: first those that are declared, globals before
/// locals, then those embedded in others. The j-th of the objects embedded as field f in object p of structure
/// s (count c) has the number embedded[s][f] + (p - 1) * c + j.
struct Objects {
    std::vector<std::vector<Instance>> instances;               ///< by StructId; number - 1
    std::vector<bool> freeable;                                 ///< by StructId: some instances are in a pool
    std::vector<std::vector<std::uint32_t>> embedded;           ///< by StructId, field: number of the first; 0 if it embeds none
    std::vector<std::uint32_t> global_first;                    ///< by VariableId: number of the first object; 0 if it is none
    std::vector<std::vector<std::uint32_t>> local_first;        ///< by TaskId, VariableId
    std::vector<LocalObject> locals;

    std::int64_t count(tree::StructId s) const { return static_cast<std::int64_t>(instances[s].size()); }
    /// The largest value of a pointer to s, dangling ones included.
    std::int64_t highest(tree::StructId s) const { return freeable[s] ? 2 * count(s) : count(s); }
};

Objects lay_out(const tree::Unit& unit, const Survey& survey, const std::vector<TaskPlan>& tasks);

/// "err (A)", with the function where a name stands for several variables: "mmap_region.err (A)".
std::string local_name(const tree::Unit& unit, const Survey& survey, tree::VariableId variable, const std::string& task);

}  // namespace mmapck::lang::lowering
