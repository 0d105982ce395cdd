// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "checker/explicit/code.h"

namespace mmapck::checker::explicit_ {

/// Compiles expressions to the end of a Code. Within one unit, that is between two calls of `forget`, every node is
/// evaluated once.
class ExpressionCompiler {
  public:
    /// Gives slots to the choice and to all constants. `code` must outlive the compiler.
    ExpressionCompiler(const program::Program& program, const Cells& cells, Code& code);

    /// The slot that holds the value of `id` after the instructions added.
    Slot value(program::ExprId id);

    /// Adds an instruction that does something unless `id` holds: `if_zero` on its value, or the one of `unless` that fits its comparison.
    /// Returns where the instruction is.
    struct Unless {
        Opcode equal, not_equal, less, less_equal;
    };
    Address condition(program::ExprId id, Opcode if_zero, const Unless& unless, std::uint32_t dst);

    /// What was computed so far may have been overwritten.
    void forget();

    /// Whether `id` has the same value in every state, and which.
    bool constant(program::ExprId id, std::int64_t* value = nullptr) const;

    /// A slot with this value. The value must be one of the program: a constant of an expression, a bound of a domain, 0 or 1.
    Slot constant_slot(std::int64_t value) const { return constants_.at(value); }

    /// A routine of its own.
    Routine routine(program::ExprId id);

    /// A new slot with the value that `slot` has here.
    Slot copy(Slot slot);

    /// From here on, the temporaries used so far are left alone: routines run in the middle of steps.
    void keep_temporaries() { first_temporary_ = end_of_temporaries_; }

    /// Once, after the last expression: makes room for the temporaries.
    void finish();

  private:
    void add_constant(std::int64_t value);
    void emit(program::ExprId id);
    bool known(program::ExprId id) const { return stamp_[id] == unit_; }
    void set(program::ExprId id, Slot slot);
    void emit_element(program::ExprId id);
    program::ExprId instance_number(program::ExprId id) const;
    Slot temporary();

    const program::Program& program_;
    const Cells& cells_;
    Code& code_;
    std::unordered_map<std::int64_t, Slot> constants_;
    std::vector<Slot> slot_;            // by ExprId, valid where stamp_ is unit_
    std::vector<std::uint32_t> stamp_;
    std::uint32_t unit_ = 1;
    Slot first_temporary_ = 0;
    Slot next_temporary_ = 0;
    Slot end_of_temporaries_ = 0;
};

}  // namespace mmapck::checker::explicit_
