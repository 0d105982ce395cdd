// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/fold.h"

#include <algorithm>
#include <utility>

namespace mmapck::lang::lowering {

using program::Expression;
using program::no_expr;

void Fold::freeze(VarId variable) {
    if (frozen_.size() <= variable) frozen_.resize(variable + 1);
    frozen_[variable] = true;
}

std::optional<std::int64_t> Fold::value(ExprId a) const {
    if (a == no_expr || expressions_[a].op != Op::constant) return std::nullopt;
    return expressions_[a].value;
}

bool Fold::is(ExprId a, std::int64_t wanted) const {
    return expressions_[a].op == Op::constant && expressions_[a].value == wanted;
}

ExprId Fold::add(const Expression& expression) {
    const ExprId id = expressions_.add(expression);
    if (id == intervals_.size()) intervals_.push_back(bound(expression));
    return id;
}

ExprId Fold::constant(std::int64_t value) {
    Expression e;
    e.value = value;
    return add(e);
}

ExprId Fold::choice() {
    Expression e;
    e.op = Op::choice;
    return add(e);
}

ExprId Fold::load(VarId variable) {
    if (is_frozen(variable)) return constant(variables_[variable].initial_of(0));
    Expression e;
    e.op = Op::load;
    e.variable = variable;
    return add(e);
}

ExprId Fold::element(VarId variable, ExprId index) {
    if (index == no_expr) return load(variable);
    const program::Variable& v = variables_[variable];
    if (const auto at = value(index)) {
        if (*at < 0 || *at >= v.count) return constant(0);
        if (is_frozen(variable)) return constant(v.initial_of(static_cast<std::uint32_t>(*at)));
        if (v.count == 1) return load(variable);
    }
    if (is_frozen(variable)) {
        const bool alike = std::all_of(v.initial.begin(), v.initial.end(), [&](auto x) { return x == v.initial[0]; });
        if (alike && (v.initial[0] == 0 || interval(index).within({0, v.count - 1}))) return constant(v.initial[0]);
    }
    Expression e;
    e.op = Op::element;
    e.variable = variable;
    e.a = index;
    return add(e);
}

ExprId Fold::truth(ExprId a) { return is_boolean(a) ? a : binary(Op::not_equal, a, constant(0)); }

ExprId Fold::negation(ExprId a) {
    const Expression e = expressions_[a];
    switch (e.op) {
    case Op::constant: return constant(e.value == 0);
    case Op::logic_not: return truth(e.a);
    case Op::equal: return binary(Op::not_equal, e.a, e.b);
    case Op::not_equal: return binary(Op::equal, e.a, e.b);
    case Op::less: return binary(Op::less_equal, e.b, e.a);
    case Op::less_equal: return binary(Op::less, e.b, e.a);
    default: break;
    }
    if (!intervals_[a].contains(0)) return constant(0);
    Expression n;
    n.op = Op::logic_not;
    n.a = a;
    return add(n);
}

ExprId Fold::unary(Op op, ExprId a) {
    if (op == Op::logic_not) return negation(a);
    if (const auto v = value(a)) return constant(program::apply(op, 0, *v, 0, 0));
    Expression e;
    e.op = op;
    e.a = a;
    return add(e);
}

ExprId Fold::binary(Op op, ExprId a, ExprId b) {
    const auto x = value(a);
    const auto y = value(b);
    if (x && y) return constant(program::apply(op, 0, *x, *y, 0));
    switch (op) {
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal: return comparison(op, a, b);
    case Op::logic_and:
    case Op::logic_or: return logic(op, a, b);
    default: return arithmetic(op, a, b);
    }
}

ExprId Fold::arithmetic(Op op, ExprId a, ExprId b) {
    const bool commutes =
        op == Op::add || op == Op::multiply || op == Op::bit_and || op == Op::bit_or || op == Op::bit_xor;
    if (commutes && value(a)) std::swap(a, b);
    if (const auto y = value(b)) {
        if (op == Op::subtract) return binary(Op::add, a, constant(program::apply(Op::negate, 0, *y, 0, 0)));
        const bool keeps = (*y == 0 && (op == Op::add || op == Op::bit_or || op == Op::bit_xor || op == Op::shift_left ||
                                        op == Op::shift_right || op == Op::shift_right_unsigned)) ||
                           (*y == 1 && (op == Op::multiply || op == Op::divide || op == Op::divide_unsigned)) ||
                           (*y == -1 && op == Op::bit_and);
        if (keeps) return a;
        if (*y == 0 && (op == Op::multiply || op == Op::bit_and)) return constant(0);
        const Expression inner = expressions_[a];
        if (op == Op::add && inner.op == Op::add && value(inner.b))
            return binary(Op::add, inner.a, constant(program::apply(Op::add, 0, *value(inner.b), *y, 0)));
    }
    if (op == Op::subtract && a == b) return constant(0);
    Expression e;
    e.op = op;
    e.a = a;
    e.b = b;
    return add(e);
}

ExprId Fold::comparison(Op op, ExprId a, ExprId b) {
    const Interval x = intervals_[a];
    const Interval y = intervals_[b];
    if (a == b) return constant(op == Op::equal || op == Op::less_equal);
    if (op == Op::less || op == Op::less_equal) {
        if (x.high < y.low || (op == Op::less_equal && x.high == y.low)) return constant(1);
        if (x.low > y.high || (op == Op::less && x.low == y.high)) return constant(0);
    } else {
        if (x.high < y.low || y.high < x.low) return constant(op == Op::not_equal);
        if (value(a)) std::swap(a, b);
        if (const auto k = value(b)) {
            if (is_boolean(a)) return (*k == 1) == (op == Op::equal) ? a : negation(a);
            const Expression e = expressions_[a];
            if (e.op == Op::conditional && value(e.b) && value(e.c)) {
                const bool then = (*value(e.b) == *k) == (op == Op::equal);
                const bool otherwise = (*value(e.c) == *k) == (op == Op::equal);
                return conditional(e.a, constant(then), constant(otherwise));
            }
            if (e.op == Op::add && value(e.b))
                if (std::int64_t moved = 0; !__builtin_sub_overflow(*k, *value(e.b), &moved))
                    return binary(op, e.a, constant(moved));
        }
    }
    Expression e;
    e.op = op;
    e.a = a;
    e.b = b;
    return add(e);
}

ExprId Fold::logic(Op op, ExprId a, ExprId b) {
    const bool absorbing = op == Op::logic_or;   // the constant that decides
    for (int side = 0; side < 2; ++side, std::swap(a, b)) {
        const auto v = value(a);
        const bool decides = v && (*v != 0) == absorbing;
        if (decides) return constant(absorbing);
        if (v) return truth(b);
    }
    if (a == b) return truth(a);
    const Expression x = expressions_[a];
    const Expression y = expressions_[b];
    if ((x.op == Op::logic_not && x.a == b) || (y.op == Op::logic_not && y.a == a)) return constant(absorbing);
    Expression e;
    e.op = op;
    e.a = a;
    e.b = b;
    return add(e);
}

ExprId Fold::conditional(ExprId condition, ExprId then, ExprId otherwise) {
    if (const auto v = value(condition)) return *v != 0 ? then : otherwise;
    if (then == otherwise) return then;
    const Expression c = expressions_[condition];
    if (c.op == Op::logic_not) return conditional(c.a, otherwise, then);
    if (is(then, 1) && is(otherwise, 0)) return truth(condition);
    if (is(then, 0) && is(otherwise, 1)) return negation(condition);
    Expression e;
    e.op = Op::conditional;
    e.a = condition;
    e.b = then;
    e.c = otherwise;
    return add(e);
}

ExprId Fold::wrap(ExprId a, const tree::Type& type) {
    if (type.kind != tree::TypeKind::integer) return a;
    if (type.is_bool) return truth(a);
    if (type.bits >= 64 || intervals_[a].within(interval_of(type))) return a;
    const Op op = type.is_signed ? Op::sign_extend : Op::zero_extend;
    if (const auto v = value(a)) return constant(program::apply(op, type.bits, *v, 0, 0));
    Expression e;
    e.op = op;
    e.value = type.bits;
    e.a = a;
    return add(e);
}

}  // namespace mmapck::lang::lowering
