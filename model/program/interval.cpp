// SPDX-License-Identifier: Apache-2.0
#include "model/program/interval.h"

#include <bit>
#include <initializer_list>

namespace mmapck::program {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

bool fits(Wide value) { return value >= smallest && value <= largest; }

Interval narrow(Wide low, Wide high) {
    if (!fits(low) || !fits(high)) return Interval::all();  // some result wraps
    return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

/// The hull of results at the corners, for operators that are monotonous in each operand.
Interval corners(std::initializer_list<Wide> results) {
    return narrow(std::min(results), std::max(results));
}

Interval multiply(Interval a, Interval b) {
    return corners({Wide{a.low} * b.low, Wide{a.low} * b.high, Wide{a.high} * b.low, Wide{a.high} * b.high});
}

Wide magnitude(Interval a) { return std::max(a.low < 0 ? -Wide{a.low} : a.low, a.high < 0 ? -Wide{a.high} : a.high); }

Interval divide(Interval a, Interval b) {
    if (b.low > 0) return corners({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
    if (a.low >= 0 && b.low >= 0) return {0, a.high};
    return narrow(-magnitude(a), magnitude(a));
}

Interval remainder(Interval a, Interval b) {
    if (a.low >= 0 && b.low > a.high) return a;
    const Wide limit = std::max<Wide>(0, std::min(magnitude(a), magnitude(b) - 1));
    return narrow(a.low < 0 ? -limit : 0, a.high > 0 ? limit : 0);
}

Interval shift_left(Interval a, Interval b) {
    if (b.low < 0 || b.high > 62) return Interval::all();
    return multiply(a, {std::int64_t{1} << b.low, std::int64_t{1} << b.high});
}

Interval shift_right(Interval a, Interval b) {
    if (b.low < 0 || b.high > 63) return {std::min<std::int64_t>(a.low, 0), std::max<std::int64_t>(a.high, -1)};
    return corners({a.low >> b.low, a.low >> b.high, a.high >> b.low, a.high >> b.high});
}

Interval shift_right_unsigned(Interval a, Interval b) {
    if (a.low >= 0) return b.low < 0 || b.high > 63 ? Interval{0, a.high} : shift_right(a, b);
    if (b.low < 1 || b.high > 63) return Interval::all();
    return {0, static_cast<std::int64_t>(~std::uint64_t{0} >> b.low)};
}

/// [-2^n, 2^n - 1] or, without negative numbers, [0, 2^n - 1] for the smallest n that holds both: closed under bit operators.
Interval same_bits(Interval a, Interval b) {
    const auto bits = [](std::int64_t value) { return static_cast<std::uint64_t>(value < 0 ? ~value : value); };
    const int width = std::bit_width(bits(a.low) | bits(a.high) | bits(b.low) | bits(b.high));
    const auto high = static_cast<std::int64_t>(width == 0 ? 0 : ~std::uint64_t{0} >> (64 - width));
    return {a.low >= 0 && b.low >= 0 ? 0 : ~high, high};
}

Interval bit_and(Interval a, Interval b) {
    if (a.low >= 0 && b.low >= 0) return {0, std::min(a.high, b.high)};
    if (a.low >= 0) return {0, a.high};
    if (b.low >= 0) return {0, b.high};
    return same_bits(a, b);
}

Interval bit_or(Interval a, Interval b) {
    Interval result = same_bits(a, b);
    if (a.low >= 0 && b.low >= 0) result.low = std::max(a.low, b.low);
    return result;
}

Interval truth(bool never, bool always) { return never ? Interval::of(0) : always ? Interval::of(1) : Interval::truth(); }

Interval less(Interval a, Interval b) { return truth(a.low >= b.high, a.high < b.low); }

Interval less_equal(Interval a, Interval b) { return truth(a.low > b.high, a.high <= b.low); }

/// Compares as unsigned numbers: like signed ones where both have the same sign, and any negative number is the larger.
template <typename Compare>
Interval compare_unsigned(Interval a, Interval b, Compare&& compare) {
    if ((a.low >= 0 && b.low >= 0) || (a.high < 0 && b.high < 0)) return compare(a, b);
    if (a.low >= 0 && b.high < 0) return Interval::of(1);
    if (a.high < 0 && b.low >= 0) return Interval::of(0);
    return Interval::truth();
}

Interval equal(Interval a, Interval b) { return truth(meet(a, b).empty(), a.single() && a == b); }

Interval logic_not(Interval a) { return truth(a.never_zero(), a.always_zero()); }

Interval logic_and(Interval a, Interval b) {
    return truth(a.always_zero() || b.always_zero(), a.never_zero() && b.never_zero());
}

Interval logic_or(Interval a, Interval b) {
    return truth(a.always_zero() && b.always_zero(), a.never_zero() || b.never_zero());
}

Interval conditional(Interval a, Interval b, Interval c) {
    return a.never_zero() ? b : a.always_zero() ? c : join(b, c);
}

Interval extend(Op op, std::int64_t bits, Interval a) {
    if (bits == 64) return a;
    const auto high = static_cast<std::int64_t>(~std::uint64_t{0} >> (64 - bits));
    const Interval range = op == Op::sign_extend ? Interval{~(high >> 1), high >> 1} : Interval{0, high};
    return range.contains(a) ? a : range;
}

}  // namespace

Interval apply(Op op, std::int64_t value, Interval a, Interval b, Interval c) {
    switch (op) {
        case Op::constant:
        case Op::choice:
        case Op::load:
        case Op::element: return Interval::all();
        case Op::negate: return narrow(-Wide{a.high}, -Wide{a.low});
        case Op::bit_not: return {~a.high, ~a.low};
        case Op::logic_not: return logic_not(a);
        case Op::add: return narrow(Wide{a.low} + b.low, Wide{a.high} + b.high);
        case Op::subtract: return narrow(Wide{a.low} - b.high, Wide{a.high} - b.low);
        case Op::multiply: return multiply(a, b);
        case Op::divide: return divide(a, b);
        case Op::remainder: return remainder(a, b);
        case Op::divide_unsigned: return a.low >= 0 && b.low >= 0 ? divide(a, b) : Interval::all();
        case Op::remainder_unsigned:
            if (b.low >= 0) return a.low >= 0 ? remainder(a, b) : Interval{0, std::max<std::int64_t>(0, b.high - 1)};
            return Interval::all();
        case Op::shift_left: return shift_left(a, b);
        case Op::shift_right: return shift_right(a, b);
        case Op::shift_right_unsigned: return shift_right_unsigned(a, b);
        case Op::bit_and: return bit_and(a, b);
        case Op::bit_or: return bit_or(a, b);
        case Op::bit_xor: return same_bits(a, b);
        case Op::equal: return equal(a, b);
        case Op::not_equal: return logic_not(equal(a, b));
        case Op::less: return less(a, b);
        case Op::less_equal: return less_equal(a, b);
        case Op::less_unsigned: return compare_unsigned(a, b, less);
        case Op::less_equal_unsigned: return compare_unsigned(a, b, less_equal);
        case Op::logic_and: return logic_and(a, b);
        case Op::logic_or: return logic_or(a, b);
        case Op::conditional: return conditional(a, b, c);
        case Op::sign_extend:
        case Op::zero_extend: return extend(op, value, a);
    }
    return Interval::all();
}

}  // namespace mmapck::program
