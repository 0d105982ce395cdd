// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/reasons.h"

#include <algorithm>
#include <unordered_set>

namespace mmapck::checker::symbolic {

using program::no_expr;

namespace {

using Known = std::unordered_map<ExprId, std::int64_t>;

Known evaluate(const Terms& terms, ExprId root, const LeafValues& values) {
    Known known;
    operands_first(terms, root, known, [&](ExprId id) {
        const program::Expression& node = terms[id];
        if (node.op == Op::constant) return node.value;
        if (node.op == Op::load) return values[node.variable];
        const auto now = [&](ExprId operand) { return operand == no_expr ? 0 : known.at(operand); };
        return program::apply(node.op, node.value, now(node.a), now(node.b), now(node.c));
    });
    return known;
}

/// The operands that a node has its value from.
std::vector<ExprId> decisive(const program::Expression& node, const Known& known) {
    if (node.op == Op::conditional) return {node.a, known.at(node.a) != 0 ? node.b : node.c};
    if (node.op == Op::logic_and || node.op == Op::logic_or) {
        const bool decides = node.op == Op::logic_or;
        for (const ExprId operand : {node.a, node.b})
            if ((known.at(operand) != 0) == decides) return {operand};
    }
    std::vector<ExprId> all;
    for (const ExprId operand : {node.a, node.b, node.c})
        if (operand != no_expr) all.push_back(operand);
    return all;
}

}  // namespace

std::int64_t value_of(const Terms& terms, ExprId term, const LeafValues& values) { return evaluate(terms, term, values).at(term); }

std::vector<LeafId> reasons(const Terms& terms, ExprId term, const LeafValues& values) {
    const Known known = evaluate(terms, term, values);
    std::vector<LeafId> leaves;
    std::unordered_set<ExprId> seen{term};
    for (std::vector<ExprId> open{term}; !open.empty();) {
        const program::Expression& node = terms[open.back()];
        open.pop_back();
        if (node.op == Op::load) leaves.push_back(node.variable);
        else
            for (const ExprId operand : decisive(node, known))
                if (seen.insert(operand).second) open.push_back(operand);
    }
    std::sort(leaves.begin(), leaves.end());
    return leaves;
}

}  // namespace mmapck::checker::symbolic
