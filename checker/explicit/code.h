// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "checker/explicit/cells.h"
#include "checker/explicit/clauses.h"
#include "checker/explicit/memory.h"
#include "model/program/program.h"

/// A program compiled for a register machine. All operands are slots of one array of 64-bit values: first the cells, then the
/// choice, the constants and the temporaries. So a load of a cell or of a constant is no instruction.
namespace mmapck::checker::explicit_ {

using Slot = std::uint32_t;

enum class Opcode : std::uint32_t {
    // dst := operator(a, b, c)
    negate, bit_not, logic_not, add, subtract, multiply, divide, remainder, divide_unsigned, remainder_unsigned,
    shift_left, shift_right, shift_right_unsigned, bit_and, bit_or, bit_xor, equal, not_equal, less, less_equal,
    less_unsigned, less_equal_unsigned, logic_and, logic_or, conditional,
    sign_extend, zero_extend,   ///< b: number of bits, not a slot
    element,                    ///< dst := cell b + a, where a < c; else 0. b is a cell, c a number of cells
    element_from_one,           ///< the same with a - 1 for a
    copy,                       ///< dst := a

    // control; `c` is a position in the code unless said otherwise
    jump,                       ///< to c
    jump_if_zero,               ///< if a is 0, to c
    fail,                       ///< this way leads nowhere
    fail_if_zero,               ///< if a is 0
    // a comparison and what hangs on it, in one: unless it holds, to c
    jump_unless_equal, jump_unless_not_equal, jump_unless_less, jump_unless_less_equal,
    // unless it holds, fails
    fail_unless_equal, fail_unless_not_equal, fail_unless_less, fail_unless_less_equal,
    // it must hold; dst: number of the check in the step
    check_equal, check_not_equal, check_less, check_less_equal,
    alternative,                ///< after this way, try c
    fault_alternative,          ///< the same, if another fault may be taken
    choose,                     ///< the choice := each value from a to b in turn
    take,                       ///< step dst is taken
    take_choice,                ///< the same; it has a choice
    take_fault,                 ///< the same; it costs a fault. Fails if none is left
    take_fault_choice,
    check,                      ///< a must not be 0; dst: number of the check in the step
    check_index,                ///< 0 <= a < c; dst: number of the assignment in the step
    check_domain,               ///< b <= a <= c, all slots; dst: number of the assignment in the step
    store,                      ///< cell dst := a
    store_element,              ///< cell dst + b := a
    free_object,                ///< object a of table b
    acquire,                    ///< an event: lock a of table b is acquired
    returned,                   ///< a system call of task a returns
    arrive,                     ///< the move ends at location a
    halt,                       ///< the end of an expression
};

struct Instruction {
    Opcode op = Opcode::halt;
    std::uint32_t dst = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
};

/// Instructions from `begin` to a halt, which leave the value of an expression in `result`.
struct Routine {
    std::uint32_t begin = 0;
    Slot result = 0;
};

/// Positions in `Code::instructions`.
using Address = std::uint32_t;
inline constexpr Address no_address = ~Address{0};

struct CompiledLiteral {
    Literal literal;
    Routine value;
};

using CompiledClause = std::vector<CompiledLiteral>;

struct CompiledInvariant {
    std::vector<CompiledClause> condition;  ///< all of them must hold
    Routine subject;
    bool has_subject = false;
};

/// What a table's Free changes.
struct Pointers {
    std::int64_t instances = 0;
    std::vector<std::uint32_t> cells;  ///< all cells that may point to the table
};

struct Code {
    std::vector<Instruction, HugePageAllocator<Instruction>> instructions;
    std::vector<Address> entry;                 ///< by LocationId: where steps leave it; no_address if no move passes it
    std::vector<CompiledInvariant> invariants;   ///< by index in Program::invariants
    std::vector<std::vector<std::uint32_t>> at_return;  ///< by TaskId: its at_return invariants
    std::vector<Routine> holders;                ///< by index in Program::locks
    Routine quiescent, ended;
    bool has_quiescent = false, has_ended = false;
    std::vector<Pointers> pointers;              ///< by TableId
    std::vector<std::int64_t> values;            ///< the array at the start: cells, choice, constants, temporaries
    Slot choice = 0;
};

/// Compiles a valid program. `worth`: of its expressions. O(size of the program).
Code compile(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth, const LiveCells& live);

}  // namespace mmapck::checker::explicit_
