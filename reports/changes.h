// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/replay/interpreter.h"

namespace mmapck::reports {

/// Whether a cell is part of what the model is about: shared, and not bookkeeping of the compiler or of the primitives.
bool is_shown(const program::Program& program, program::VarId variable, std::uint32_t cell);

/// The lock that a cell is a field of; nullptr if it is none. O(locks).
const program::Lock* lock_of(const program::Program& program, const program::Variable& variable, std::uint32_t cell);

/// The object of a pool that a cell says to be allocated or free, "vma#1"; empty for any other cell.
std::string pool_object(const program::Variable& variable, std::uint32_t cell);

/// Who has a lock, by its fields: "free", "A", "A (write)", "A, B (read)".
std::string holders_text(const checker::replay::Interpreter& interpreter, const checker::replay::State& state,
                         const program::Lock& lock);

/// What is different between two states, one phrase each, in the order of cells: "region_mutex: free -> A", "vma#1: free -> allocated",
/// "vma#1.vm_start: 0 -> 2". The fields of objects in `freed` are left out: they went with their object. O(cells).
std::vector<std::string> differences(const checker::replay::Interpreter& interpreter,
                                     const checker::replay::State& before, const checker::replay::State& after,
                                     const std::vector<checker::replay::Freed>& freed);

}  // namespace mmapck::reports
