// SPDX-License-Identifier: Apache-2.0
#include "model/program/expression.h"

#include <array>

namespace mmapck::program {
namespace {

struct Properties {
    const char* name;
    int arity;
};

// In the order of Op.
constexpr std::array properties{
    Properties{"constant", 0},
    Properties{"choice", 0},
    Properties{"load", 0},
    Properties{"element", 1},
    Properties{"negate", 1},
    Properties{"bit_not", 1},
    Properties{"logic_not", 1},
    Properties{"add", 2},
    Properties{"subtract", 2},
    Properties{"multiply", 2},
    Properties{"divide", 2},
    Properties{"remainder", 2},
    Properties{"divide_unsigned", 2},
    Properties{"remainder_unsigned", 2},
    Properties{"shift_left", 2},
    Properties{"shift_right", 2},
    Properties{"shift_right_unsigned", 2},
    Properties{"bit_and", 2},
    Properties{"bit_or", 2},
    Properties{"bit_xor", 2},
    Properties{"equal", 2},
    Properties{"not_equal", 2},
    Properties{"less", 2},
    Properties{"less_equal", 2},
    Properties{"less_unsigned", 2},
    Properties{"less_equal_unsigned", 2},
    Properties{"logic_and", 2},
    Properties{"logic_or", 2},
    Properties{"conditional", 3},
    Properties{"sign_extend", 1},
    Properties{"zero_extend", 1},
};
static_assert(properties.size() == static_cast<std::size_t>(Op::zero_extend) + 1);

using Unsigned = std::uint64_t;

Unsigned bits_of(std::int64_t value) { return static_cast<Unsigned>(value); }
std::int64_t value_of(Unsigned bits) { return static_cast<std::int64_t>(bits); }

std::int64_t divide(std::int64_t a, std::int64_t b) {
    if (b == 0) return 0;
    if (b == -1) return value_of(0 - bits_of(a));  // the one quotient that does not fit wraps
    return a / b;
}

std::int64_t remainder(std::int64_t a, std::int64_t b) {
    if (b == 0 || b == -1) return 0;
    return a % b;
}

std::int64_t extend(Op op, std::int64_t a, std::int64_t bits) {
    const int unused = 64 - static_cast<int>(bits);
    const Unsigned high = bits_of(a) << unused;
    return op == Op::sign_extend ? value_of(high) >> unused : value_of(high >> unused);
}

std::size_t hash(const Expression& expression) {
    Unsigned h = static_cast<Unsigned>(expression.op) * 0x9e3779b97f4a7c15u;
    for (const Unsigned part : {Unsigned{expression.variable}, bits_of(expression.value), Unsigned{expression.a},
                                Unsigned{expression.b}, Unsigned{expression.c}}) {
        h = (h ^ part) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    return static_cast<std::size_t>(h);
}

}  // namespace

int arity(Op op) { return properties[static_cast<std::size_t>(op)].arity; }

const char* name(Op op) { return properties[static_cast<std::size_t>(op)].name; }

std::int64_t apply(Op op, std::int64_t value, std::int64_t a, std::int64_t b, std::int64_t c) {
    const Unsigned ua = bits_of(a);
    const Unsigned ub = bits_of(b);
    switch (op) {
        case Op::constant:
        case Op::choice:
        case Op::load:
        case Op::element: return 0;
        case Op::negate: return value_of(0 - ua);
        case Op::bit_not: return ~a;
        case Op::logic_not: return a == 0;
        case Op::add: return value_of(ua + ub);
        case Op::subtract: return value_of(ua - ub);
        case Op::multiply: return value_of(ua * ub);
        case Op::divide: return divide(a, b);
        case Op::remainder: return remainder(a, b);
        case Op::divide_unsigned: return b == 0 ? 0 : value_of(ua / ub);
        case Op::remainder_unsigned: return b == 0 ? 0 : value_of(ua % ub);
        case Op::shift_left: return value_of(ua << (ub & 63));
        case Op::shift_right: return a >> (ub & 63);
        case Op::shift_right_unsigned: return value_of(ua >> (ub & 63));
        case Op::bit_and: return a & b;
        case Op::bit_or: return a | b;
        case Op::bit_xor: return a ^ b;
        case Op::equal: return a == b;
        case Op::not_equal: return a != b;
        case Op::less: return a < b;
        case Op::less_equal: return a <= b;
        case Op::less_unsigned: return ua < ub;
        case Op::less_equal_unsigned: return ua <= ub;
        case Op::logic_and: return a != 0 && b != 0;
        case Op::logic_or: return a != 0 || b != 0;
        case Op::conditional: return a != 0 ? b : c;
        case Op::sign_extend:
        case Op::zero_extend: return extend(op, a, value);
    }
    return 0;
}

ExprId Expressions::add(const Expression& expression) {
    if (2 * (nodes_.size() + 1) > table_.size()) grow();
    const std::size_t mask = table_.size() - 1;
    std::size_t slot = hash(expression) & mask;
    while (table_[slot] != no_expr) {
        if (nodes_[table_[slot]] == expression) return table_[slot];
        slot = (slot + 1) & mask;
    }
    const auto id = static_cast<ExprId>(nodes_.size());
    table_[slot] = id;
    nodes_.push_back(expression);
    return id;
}

void Expressions::grow() {
    const std::size_t size = table_.empty() ? 64 : 2 * table_.size();
    table_.assign(size, no_expr);
    for (ExprId id = 0; id < nodes_.size(); ++id) {
        std::size_t slot = hash(nodes_[id]) & (size - 1);
        while (table_[slot] != no_expr) slot = (slot + 1) & (size - 1);
        table_[slot] = id;
    }
}

ExprId Expressions::constant(std::int64_t value) { return add({.op = Op::constant, .value = value}); }

ExprId Expressions::choice() { return add({.op = Op::choice}); }

ExprId Expressions::load(VarId variable) { return add({.op = Op::load, .variable = variable}); }

ExprId Expressions::element(VarId variable, ExprId index) {
    return add({.op = Op::element, .variable = variable, .a = index});
}

ExprId Expressions::unary(Op op, ExprId a) { return add({.op = op, .a = a}); }

ExprId Expressions::binary(Op op, ExprId a, ExprId b) { return add({.op = op, .a = a, .b = b}); }

ExprId Expressions::conditional(ExprId condition, ExprId then, ExprId otherwise) {
    return add({.op = Op::conditional, .a = condition, .b = then, .c = otherwise});
}

ExprId Expressions::extend(Op op, ExprId a, int bits) { return add({.op = op, .value = bits, .a = a}); }

}  // namespace mmapck::program
