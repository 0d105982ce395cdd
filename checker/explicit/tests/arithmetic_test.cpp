// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/builder.h"

namespace mmapck::checker::explicit_ {
namespace {

using namespace program;
using tests::Builder;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t samples[] = {0, 1, -1, 2, -2, 7, 63, 64, 65, -64, 0x7fffffff, -0x80000000LL, highest, lowest, lowest + 1, 0x123456789abcdef};

/// A program that checks an operator on every pair of samples against program::apply. Operands are cells, so nothing
/// can be folded.
Builder operator_program(Op op, std::int64_t value) {
    Builder b;
    const VarId x = b.variable(lowest, highest), y = b.variable(lowest, highest), z = b.variable(lowest, highest, 5);
    b.task();
    for (const std::int64_t first : samples) {
        for (const std::int64_t second : samples) {
            Step& set = b.set(x, first);
            set.assignments.push_back({y, no_expr, b.number(second)});
            b.inside();
            Expression node{op, 0, value, b.get(x), no_expr, no_expr};
            if (arity(op) > 1) node.b = b.get(y);
            if (arity(op) > 2) node.c = b.get(z);
            const ExprId result = b.e().add(node);
            const ExprId expected = b.number(apply(op, value, first, second, 5));
            const std::string words = std::to_string(first) + " " + name(op) + " " + std::to_string(second);
            b.then().checks.push_back({b.e().binary(Op::equal, result, expected), "wrong", words});
            b.inside();
        }
    }
    b.end();
    return b;
}

TEST_CASE("the machine's operators are those of program::apply") {
    for (int i = static_cast<int>(Op::negate); i <= static_cast<int>(Op::zero_extend); ++i) {
        const Op op = static_cast<Op>(i);
        const bool extends = op == Op::sign_extend || op == Op::zero_extend;
        for (const std::int64_t value : extends ? std::vector<std::int64_t>{1, 5, 8, 32, 63, 64} : std::vector<std::int64_t>{0}) {
            CAPTURE(name(op));
            const Verdict verdict = check(operator_program(op, value).program, {}, {});
            CHECK(verdict.status == Status::holds);
            if (!verdict.counterexamples.empty()) CHECK(verdict.counterexamples[0].violation.words == "");
        }
    }
}

TEST_CASE("cells may use all 64 bits") {
    Builder b;
    const VarId x = b.variable(lowest, highest, -1), y = b.variable(lowest, highest, 1), z = b.variable(0, 1);
    b.task();
    b.set(x, 5);
    b.assign(y, b.number(lowest));
    b.set(z, 1);
    Step& step = b.then();
    const ExprId right = b.e().binary(Op::logic_and, b.equals(x, 5), b.equals(y, lowest));
    step.checks.push_back({b.e().binary(Op::logic_and, right, b.equals(z, 1)), "lost", ""});
    b.end();
    const Verdict verdict = check(b.program, {}, {});
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 5);
    CHECK(verdict.statistics.state_bits > 128);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
