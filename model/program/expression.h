// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace mmapck::program {

/// Index of an expression in Expressions. An operand's index is always smaller than
/// the index of the expression that uses it, so a single pass in index order sees operands first.
using ExprId = std::uint32_t;
inline constexpr ExprId no_expr = ~ExprId{0};

/// Index of a variable in Program::variables.
using VarId = std::uint32_t;

/// What an expression computes. Values are 64-bit two's complement; arithmetic
/// wraps. Every operator is total: an element outside its array is 0, and so is a
/// division by zero. Whoever builds a program adds the checks that make such uses a violation.
enum class Op : std::uint8_t {
    constant,   ///< `value`
    choice,     ///< the value chosen by the step (Step::choice)
    load,       ///< variable `variable`, element 0
    element,    ///< element `a` (counted from 0) of `variable`; 0 when outside
    negate,     ///< -a
    bit_not,    ///< ~a
    logic_not,  ///< a == 0
    add, subtract, multiply,
    divide, remainder,                      ///< signed, towards zero; 0 when b is 0
    divide_unsigned, remainder_unsigned,
    shift_left,                             ///< shift amounts are taken modulo 64
    shift_right, shift_right_unsigned,
    bit_and, bit_or, bit_xor,
    equal, not_equal,                       ///< 0 or 1
    less, less_equal,                       ///< signed
    less_unsigned, less_equal_unsigned,
    logic_and, logic_or,                    ///< 0 or 1; operands are total, so evaluation order never shows
    conditional,                            ///< a ? b : c
    sign_extend,                            ///< the low `value` bits of a, as a signed number; 1 <= value <= 64
    zero_extend,                            ///< the low `value` bits of a, as an unsigned number; 1 <= value <= 64
};

/// One node. Unused operands are `no_expr`, unused `value` and `variable` are 0.
struct Expression {
    Op op = Op::constant;
    VarId variable = 0;
    std::int64_t value = 0;
    ExprId a = no_expr;
    ExprId b = no_expr;
    ExprId c = no_expr;

    friend bool operator==(const Expression&, const Expression&) = default;
};

/// The number of operands of an operator: 0 to 3.
int arity(Op op);

/// The operator's name in dumps, as in "add".
const char* name(Op op);

/// Applies an operator to operand values; `value` is Expression::value. Not for constant,
/// choice, load and element. The one definition of what operators mean that all
/// engines are tested against. O(1).
std::int64_t apply(Op op, std::int64_t value, std::int64_t a, std::int64_t b, std::int64_t c);

/// A hash-consed arena: equal expressions have equal ids. A value; copying copies all nodes.
class Expressions {
  public:
    /// The id of an expression, new or not. Operands must be ids of this arena. O(1) expected.
    ExprId add(const Expression& expression);

    ExprId constant(std::int64_t value);
    ExprId choice();
    ExprId load(VarId variable);
    ExprId element(VarId variable, ExprId index);
    ExprId unary(Op op, ExprId a);
    ExprId binary(Op op, ExprId a, ExprId b);
    ExprId conditional(ExprId condition, ExprId then, ExprId otherwise);
    ExprId extend(Op op, ExprId a, int bits);

    const Expression& operator[](ExprId id) const { return nodes_[id]; }
    std::size_t size() const { return nodes_.size(); }

    friend bool operator==(const Expressions& a, const Expressions& b) { return a.nodes_ == b.nodes_; }

  private:
    void grow();

    std::vector<Expression> nodes_;
    std::vector<ExprId> table_;  // open addressing, power of two, no_expr = free
};

}  // namespace mmapck::program
