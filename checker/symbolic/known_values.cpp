// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/known_values.h"

namespace mmapck::checker::symbolic {

using namespace program;

ExprId KnownValues::term(ExprId id) {
    const auto found = found_.find(id);
    if (found != found_.end()) return found->second;
    const ExprId term = find(program_.expressions[id]);
    found_.emplace(id, term);
    return term;
}

ExprId KnownValues::constant_of(ExprId term) { return term == no_expr ? no_expr : record_.terms().constant(record_.value(term)); }

std::optional<bool> KnownValues::truth(ExprId id) {
    const ExprId found = term(id);
    return found == no_expr ? std::nullopt : std::optional(record_.truth(found));
}

std::optional<std::int64_t> KnownValues::number(ExprId id) {
    const ExprId found = term(id);
    return found == no_expr ? std::nullopt : std::optional(record_.value(found));
}

ExprId KnownValues::find(const Expression& node) {
    switch (node.op) {
        case Op::constant: return record_.terms().constant(node.value);
        case Op::choice: return choice_;
        case Op::load: return known_[cells_.first(node.variable)];
        case Op::element: return element(node);
        case Op::logic_and: return logic(node, false);
        case Op::logic_or: return logic(node, true);
        case Op::conditional: return conditional(node);
        default: return operation(node);
    }
}

ExprId KnownValues::element(const Expression& node) {
    const std::optional<std::int64_t> index = number(node.a);
    const Variable& variable = program_.variables[node.variable];
    if (index && (*index < 0 || *index >= variable.count)) return record_.terms().constant(0);
    const CellId first = cells_.first(node.variable);
    if (index) return known_[first + CellId(*index)];
    for (CellId cell = first; cell < first + variable.count; ++cell) constant_of(known_[cell]);
    return no_expr;
}

/// An operand that is the value that decides makes the other one not matter.
ExprId KnownValues::logic(const Expression& node, bool decides) {
    bool known = true;
    for (const ExprId operand : {node.a, node.b}) {
        const std::optional<bool> value = truth(operand);
        if (value == decides) return record_.terms().truth(decides);
        known &= value.has_value();
    }
    return known ? record_.terms().truth(!decides) : no_expr;
}

ExprId KnownValues::conditional(const Expression& node) {
    if (const std::optional<bool> condition = truth(node.a)) return term(*condition ? node.b : node.c);
    const ExprId then = constant_of(term(node.b)), otherwise = constant_of(term(node.c));
    return then == otherwise ? then : no_expr;
}

ExprId KnownValues::operation(const Expression& node) {
    ExprId operands[] = {no_expr, no_expr, no_expr};
    const ExprId below[] = {node.a, node.b, node.c};
    bool known = true;
    for (int i = 0; i < arity(node.op); ++i) {
        operands[i] = term(below[i]);
        known &= operands[i] != no_expr;
    }
    if (known) return record_.terms().apply(node.op, node.value, operands[0], operands[1], operands[2]);
    for (const ExprId operand : operands) constant_of(operand);
    return no_expr;
}

}  // namespace mmapck::checker::symbolic
