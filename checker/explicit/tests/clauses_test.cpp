// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "checker/explicit/clauses.h"

namespace mmapck::checker::explicit_ {
namespace {

using namespace program;

constexpr VarId variables = 4;
constexpr std::int64_t values = 3;

/// The values of all expressions, where variable v holds digit v of `number`.
std::vector<std::int64_t> evaluate(const Expressions& expressions, std::int64_t number) {
    std::vector<std::int64_t> found;
    for (ExprId id = 0; id < expressions.size(); ++id) {
        const Expression& node = expressions[id];
        std::int64_t digits = number;
        if (node.op == Op::load) {
            for (VarId v = 0; v < node.variable; ++v) digits /= values;
            found.push_back(digits % values);
        } else if (node.op == Op::constant) {
            found.push_back(node.value);
        } else {
            const auto operand = [&](ExprId operand_id) { return operand_id == no_expr ? 0 : found[operand_id]; };
            found.push_back(apply(node.op, node.value, operand(node.a), operand(node.b), operand(node.c)));
        }
    }
    return found;
}

ExprId random_condition(Expressions& e) {
    std::vector<ExprId> nodes{e.constant(0), e.constant(1)};
    for (VarId v = 0; v < variables; ++v) nodes.push_back(e.load(v));
    const int count = *rc::gen::inRange(1, 40);
    for (int i = 0; i < count; ++i) {
        const ExprId a = *rc::gen::elementOf(nodes), b = *rc::gen::elementOf(nodes), c = *rc::gen::elementOf(nodes);
        switch (*rc::gen::inRange(0, 8)) {
            case 0: nodes.push_back(e.unary(Op::logic_not, a)); break;
            case 1: nodes.push_back(e.binary(Op::less, a, b)); break;
            case 2: nodes.push_back(e.binary(Op::less_equal, a, b)); break;
            case 3: nodes.push_back(e.binary(Op::not_equal, a, b)); break;
            case 4: nodes.push_back(e.binary(Op::logic_or, a, b)); break;
            case 5: nodes.push_back(e.conditional(a, b, c)); break;
            default: nodes.push_back(e.binary(Op::logic_and, a, b)); break;
        }
    }
    return nodes.back();
}

TEST_CASE("the clauses of a condition hold exactly if it does") {
    CHECK(rc::check("clauses", [] {
        Expressions e;
        const ExprId condition = random_condition(e);
        const std::vector<Clause> found = clauses(e, condition);
        for (std::int64_t number = 0; number < values * values * values * values; ++number) {
            const std::vector<std::int64_t> value = evaluate(e, number);
            const bool all = std::all_of(found.begin(), found.end(), [&](const Clause& clause) {
                return std::any_of(clause.begin(), clause.end(), [&](const Literal& literal) {
                    return (value[literal.expression] != 0) == literal.truth;
                });
            });
            RC_ASSERT(all == (value[condition] != 0));
        }
    }));
}

/// What is left of a function that returns 0 at the first i for which p(i) and q(i) hold, its loop unrolled.
TEST_CASE("early returns become one clause for each, without the tests before them") {
    Expressions e;
    const auto both = [&](VarId p) { return e.binary(Op::logic_and, e.load(p), e.load(p + 1)); };
    const ExprId first = both(0), second = both(2);
    const ExprId not_first = e.unary(Op::logic_not, first);
    const ExprId nothing = e.binary(Op::logic_and, not_first, e.unary(Op::logic_not, second));
    const ExprId rest = e.conditional(e.binary(Op::logic_and, not_first, second), e.constant(0), nothing);
    const std::vector<Clause> found = clauses(e, e.conditional(first, e.constant(0), rest));
    const std::vector<Clause> expected{{{e.load(0), false}, {e.load(1), false}}, {{e.load(2), false}, {e.load(3), false}}};
    CHECK(found == expected);
}

TEST_CASE("a comparison and its opposite are one test") {
    Expressions e;
    const ExprId x = e.load(0), y = e.load(1);
    const ExprId less = e.binary(Op::less, x, y);
    const ExprId same = e.binary(Op::logic_and, e.binary(Op::less_equal, y, x), e.unary(Op::logic_not, less));
    CHECK(clauses(e, e.unary(Op::logic_not, less)).size() == 1);
    CHECK(clauses(e, same).size() == 1);
    CHECK(clauses(e, e.constant(1)).empty());
    CHECK(clauses(e, e.constant(0)).size() == 1);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
