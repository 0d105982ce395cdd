// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/move.h"

namespace mmapck::checker::symbolic {

using namespace program;

ExprId Translation::operator()(ExprId id) {
    const auto found = known_.find(id);
    if (found != known_.end()) return found->second;
    const ExprId term = translate(construction_.program.expressions[id]);
    known_.emplace(id, term);
    return term;
}

ExprId Translation::translate(const Expression& node) {
    Terms& terms = construction_.system.terms;
    switch (node.op) {
        case Op::constant: return terms.constant(node.value);
        case Op::choice: return choice_ == no_expr ? terms.constant(0) : choice_;
        case Op::load: return values_[construction_.cells.first(node.variable)];
        case Op::element: return element(node);
        default: {
            const ExprId a = (*this)(node.a);
            const ExprId b = node.b == no_expr ? no_expr : (*this)(node.b);
            const ExprId c = node.c == no_expr ? no_expr : (*this)(node.c);
            return terms.apply(node.op, node.value, a, b, c);
        }
    }
}

ExprId Translation::element(const Expression& node) {
    Terms& terms = construction_.system.terms;
    const ExprId index = (*this)(node.a);
    const CellId first = construction_.cells.first(node.variable);
    const auto count = std::int64_t(construction_.program.variables[node.variable].count);
    const Interval inside = meet(terms.values(index), {0, count - 1});
    ExprId value = terms.constant(0);
    for (std::int64_t i = inside.high; i >= inside.low; --i)
        value = terms.conditional(terms.equal(index, terms.constant(i)), values_[first + CellId(i)], value);
    return value;
}

}  // namespace mmapck::checker::symbolic
