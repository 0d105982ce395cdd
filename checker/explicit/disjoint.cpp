// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/disjoint.h"

#include <vector>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::size_t max_terms = 64;  // keeps long conjunctions from costing quadratic time

/// The terms of a conjunction, at most max_terms of them.
std::vector<ExprId> terms(const Expressions& expressions, ExprId root) {
    std::vector<ExprId> found;
    std::vector<ExprId> open{root};
    while (!open.empty() && found.size() < max_terms) {
        const ExprId id = open.back();
        open.pop_back();
        if (expressions[id].op == Op::logic_and) open.insert(open.end(), {expressions[id].a, expressions[id].b});
        else found.push_back(id);
    }
    return found;
}

/// "variable part == constant".
bool equals_constant(const Expressions& expressions, const Expression& node, ExprId& what, std::int64_t& value) {
    if (node.op != Op::equal) return false;
    for (const auto& [constant, other] : {std::pair{node.a, node.b}, std::pair{node.b, node.a}}) {
        if (expressions[constant].op != Op::constant) continue;
        what = other;
        value = expressions[constant].value;
        return true;
    }
    return false;
}

bool same_operands(const Expression& x, const Expression& y) {
    return (x.a == y.a && x.b == y.b) || (x.a == y.b && x.b == y.a);
}

bool opposite(const Expressions& expressions, ExprId a, ExprId b) {
    const Expression& x = expressions[a];
    const Expression& y = expressions[b];
    if (x.op == Op::logic_not && x.a == b) return true;
    if (x.op == Op::equal && y.op == Op::not_equal && same_operands(x, y)) return true;
    if (x.op == Op::less && y.op == Op::less_equal && x.a == y.b && x.b == y.a) return true;
    if (x.op == Op::less && y.op == Op::less && x.a == y.b && x.b == y.a) return true;
    return x.op == Op::less_unsigned && y.op == Op::less_equal_unsigned && x.a == y.b && x.b == y.a;
}

bool disjoint_terms(const Expressions& expressions, ExprId a, ExprId b) {
    if (opposite(expressions, a, b) || opposite(expressions, b, a)) return true;
    ExprId x = 0, y = 0;
    std::int64_t x_value = 0, y_value = 0;
    return equals_constant(expressions, expressions[a], x, x_value) &&
           equals_constant(expressions, expressions[b], y, y_value) && x == y && x_value != y_value;
}

}  // namespace

bool disjoint(const Expressions& expressions, ExprId a, ExprId b) {
    if (a == no_expr || b == no_expr) return false;
    if (disjoint_terms(expressions, a, b)) return true;
    const std::vector<ExprId> others = terms(expressions, b);
    for (const ExprId one : terms(expressions, a))
        for (const ExprId other : others)
            if (disjoint_terms(expressions, one, other)) return true;
    return false;
}

}  // namespace mmapck::checker::explicit_
