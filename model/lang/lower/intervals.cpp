// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/fold.h"

namespace mmapck::lang::lowering {

using program::Expression;

namespace {

Interval hull(Interval a, Interval b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

/// The hull of the four corner values, or everything where one of them overflows.
template <class Operation>
Interval corners(Interval a, Interval b, Operation overflows) {
    Interval result{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
    for (const std::int64_t x : {a.low, a.high})
        for (const std::int64_t y : {b.low, b.high}) {
            std::int64_t corner = 0;
            if (overflows(x, y, &corner)) return {};
            result = hull(result, {corner, corner});
        }
    return result;
}

/// 0 to the next power of two minus one.
Interval bits_up_to(std::int64_t high) {
    std::uint64_t mask = static_cast<std::uint64_t>(high);
    for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
    return {0, static_cast<std::int64_t>(mask)};
}

Interval of_bits(Op op, Interval a, Interval b) {
    const bool positive = a.low >= 0 && b.low >= 0;
    if (op == Op::bit_and) {
        if (positive) return {0, std::min(a.high, b.high)};
        if (a.low >= 0) return {0, a.high};
        if (b.low >= 0) return {0, b.high};
        return {};
    }
    return positive ? bits_up_to(std::max(a.high, b.high)) : Interval{};
}

}  // namespace

Interval interval_of(const tree::Type& type) {
    if (type.kind != tree::TypeKind::integer || type.bits >= 64) return {};
    if (type.is_bool) return {0, 1};
    const std::int64_t one = 1;
    if (type.is_signed) return {-(one << (type.bits - 1)), (one << (type.bits - 1)) - 1};
    return {0, (one << type.bits) - 1};
}

Interval Fold::bound(const Expression& e) const {
    const auto at = [this](ExprId id) { return intervals_[id]; };
    switch (e.op) {
    case Op::constant: return {e.value, e.value};
    case Op::load: return {variables_[e.variable].low, variables_[e.variable].high};
    case Op::element: {
        const program::Variable& v = variables_[e.variable];
        const Interval domain{v.low, v.high};
        return at(e.a).within({0, v.count - 1}) ? domain : hull(domain, {0, 0});
    }
    case Op::add:
        return corners(at(e.a), at(e.b), [](auto x, auto y, auto* r) { return __builtin_add_overflow(x, y, r); });
    case Op::subtract:
        return corners(at(e.a), at(e.b), [](auto x, auto y, auto* r) { return __builtin_sub_overflow(x, y, r); });
    case Op::multiply:
        return corners(at(e.a), at(e.b), [](auto x, auto y, auto* r) { return __builtin_mul_overflow(x, y, r); });
    case Op::negate:
        return corners({0, 0}, at(e.a), [](auto x, auto y, auto* r) { return __builtin_sub_overflow(x, y, r); });
    case Op::bit_and:
    case Op::bit_or:
    case Op::bit_xor: return of_bits(e.op, at(e.a), at(e.b));
    case Op::shift_right:
        return at(e.a).low >= 0 ? Interval{0, at(e.a).high} : Interval{};
    case Op::divide:
        return at(e.a).low >= 0 && at(e.b).low >= 0 ? Interval{0, at(e.a).high} : Interval{};
    case Op::remainder:
        return at(e.a).low >= 0 && at(e.b).low > 0 ? Interval{0, at(e.b).high - 1} : Interval{};
    case Op::conditional: return hull(at(e.b), at(e.c));
    case Op::logic_not:
    case Op::logic_and:
    case Op::logic_or:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::less_unsigned:
    case Op::less_equal_unsigned: return {0, 1};
    case Op::sign_extend:
    case Op::zero_extend: {
        tree::Type type;
        type.kind = tree::TypeKind::integer;
        type.bits = static_cast<int>(e.value);
        type.is_signed = e.op == Op::sign_extend;
        return interval_of(type);
    }
    default: return {};
    }
}

}  // namespace mmapck::lang::lowering
