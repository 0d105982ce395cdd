// SPDX-License-Identifier: Apache-2.0
#include "model/program/expression.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/program/interval.h"

using namespace mmapck::program;

namespace {

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

std::int64_t binary(Op op, std::int64_t a, std::int64_t b) { return apply(op, 0, a, b, 0); }

Op any_operator() {
    return static_cast<Op>(*rc::gen::inRange(static_cast<int>(Op::negate), static_cast<int>(Op::zero_extend) + 1));
}

/// Small numbers, numbers beside powers of two, and any others.
rc::Gen<std::int64_t> number() {
    const auto near_power = rc::gen::apply([](int power, std::int64_t more) {
        return static_cast<std::int64_t>((std::uint64_t{1} << power) + static_cast<std::uint64_t>(more));
    }, rc::gen::inRange(0, 64), rc::gen::inRange<std::int64_t>(-2, 3));
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-4, 70), near_power, rc::gen::arbitrary<std::int64_t>());
}

}  // namespace

TEST_CASE("arithmetic wraps and is total") {
    CHECK(binary(Op::add, largest, 1) == smallest);
    CHECK(binary(Op::subtract, smallest, 1) == largest);
    CHECK(binary(Op::multiply, largest, 2) == -2);
    CHECK(apply(Op::negate, 0, smallest, 0, 0) == smallest);
    CHECK(binary(Op::divide, 7, 0) == 0);
    CHECK(binary(Op::divide, -7, 2) == -3);
    CHECK(binary(Op::divide, smallest, -1) == smallest);
    CHECK(binary(Op::remainder, -7, 2) == -1);
    CHECK(binary(Op::remainder, 7, 0) == 0);
    CHECK(binary(Op::remainder, smallest, -1) == 0);
    CHECK(binary(Op::divide_unsigned, -1, 2) == largest);
    CHECK(binary(Op::divide_unsigned, 1, 0) == 0);
    CHECK(binary(Op::remainder_unsigned, -1, 10) == 5);
}

TEST_CASE("shifts take their amount modulo 64") {
    CHECK(binary(Op::shift_left, 1, 63) == smallest);
    CHECK(binary(Op::shift_left, 1, 64) == 1);
    CHECK(binary(Op::shift_right, -8, 1) == -4);
    CHECK(binary(Op::shift_right, 8, -1) == 0);
    CHECK(binary(Op::shift_right_unsigned, -1, 60) == 15);
}

TEST_CASE("comparisons, logic and extension") {
    CHECK(binary(Op::less, -1, 0) == 1);
    CHECK(binary(Op::less_unsigned, -1, 0) == 0);
    CHECK(binary(Op::less_equal_unsigned, 5, 5) == 1);
    CHECK(binary(Op::logic_and, 2, 4) == 1);
    CHECK(binary(Op::logic_or, 0, 0) == 0);
    CHECK(apply(Op::logic_not, 0, 7, 0, 0) == 0);
    CHECK(apply(Op::conditional, 0, 2, 10, 20) == 10);
    CHECK(apply(Op::sign_extend, 8, 0x1ff, 0, 0) == -1);
    CHECK(apply(Op::zero_extend, 8, -1, 0, 0) == 255);
    CHECK(apply(Op::sign_extend, 64, smallest, 0, 0) == smallest);
    CHECK(apply(Op::zero_extend, 1, 3, 0, 0) == 1);
}

TEST_CASE("every operator has a name and an arity") {
    CHECK(std::string(name(Op::constant)) == "constant");
    CHECK(std::string(name(Op::zero_extend)) == "zero_extend");
    CHECK(arity(Op::load) == 0);
    CHECK(arity(Op::element) == 1);
    CHECK(arity(Op::logic_or) == 2);
    CHECK(arity(Op::conditional) == 3);
}

TEST_CASE("equal expressions have equal ids") {
    Expressions expressions;
    const ExprId one = expressions.constant(1);
    const ExprId sum = expressions.binary(Op::add, expressions.load(3), one);
    std::vector<ExprId> many;
    for (int i = 0; i < 1000; ++i) many.push_back(expressions.constant(i));
    CHECK(expressions.constant(1) == one);
    CHECK(expressions.binary(Op::add, expressions.load(3), one) == sum);
    CHECK(expressions.binary(Op::add, one, expressions.load(3)) != sum);
    CHECK(expressions.extend(Op::sign_extend, one, 8) != expressions.extend(Op::sign_extend, one, 16));
    for (int i = 0; i < 1000; ++i) CHECK(expressions.constant(i) == many[static_cast<std::size_t>(i)]);

    Expressions copy = expressions;
    CHECK(copy == expressions);
    CHECK(copy.constant(999) == many[999]);
    const std::size_t size = copy.size();
    CHECK(copy.constant(-7) == size);
    CHECK(copy.constant(-7) == size);
    CHECK_FALSE(copy == expressions);
}

TEST_CASE("intervals hold what operators compute") {
    CHECK(rc::check("apply of intervals", [] {
        const Op op = any_operator();
        const std::int64_t bits = *rc::gen::inRange<std::int64_t>(1, 65);
        std::int64_t operands[3];
        Interval intervals[3];
        for (int i = 0; i < 3; ++i) {
            operands[i] = *number();
            const std::int64_t other = *rc::gen::oneOf(number(), rc::gen::just(operands[i]));
            const std::int64_t third = *rc::gen::oneOf(number(), rc::gen::just(operands[i]));
            intervals[i] = join(Interval::of(operands[i]), join(Interval::of(other), Interval::of(third)));
        }
        const std::int64_t result = apply(op, bits, operands[0], operands[1], operands[2]);
        const Interval values = apply(op, bits, intervals[0], intervals[1], intervals[2]);
        RC_LOG() << name(op) << " of " << bits << " bits: " << values.low << ".." << values.high << '\n';
        RC_ASSERT(values.contains(result));
    }));
}

TEST_CASE("intervals are close where model C needs it") {
    const auto bounds = [](Op op, std::int64_t value, Interval a, Interval b) { return apply(op, value, a, b, {}); };
    CHECK(bounds(Op::add, 0, {0, 4}, {1, 1}) == Interval{1, 5});
    CHECK(bounds(Op::add, 0, {0, largest}, {1, 1}) == Interval::all());
    CHECK(bounds(Op::sign_extend, 32, {0, 64}, {}) == Interval{0, 64});
    CHECK(bounds(Op::sign_extend, 8, {0, 128}, {}) == Interval{-128, 127});
    CHECK(bounds(Op::remainder_unsigned, 0, Interval::all(), {5, 5}) == Interval{0, 4});
    CHECK(bounds(Op::bit_and, 0, Interval::all(), {0, 3}) == Interval{0, 3});
    CHECK(bounds(Op::bit_or, 0, {0, 5}, {2, 2}) == Interval{2, 7});
    CHECK(bounds(Op::shift_left, 0, {1, 3}, {0, 4}) == Interval{1, 48});
    CHECK(bounds(Op::less, 0, {0, 3}, {4, 9}) == Interval::of(1));
    CHECK(bounds(Op::less_unsigned, 0, {-5, -1}, {0, 9}) == Interval::of(0));
    CHECK(apply(Op::conditional, 0, {0, 1}, {-12, -12}, {0, 0}) == Interval{-12, 0});
}
