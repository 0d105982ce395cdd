// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/rewrite.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

std::uint32_t known_cell(const Model& model, VarId variable, ExprId index) {
    const Interval at = index == no_expr ? Interval::of(0) : model.worth[index];
    if (!at.single() || at.low < 0 || at.low >= model.program.variables[variable].count) return no_cell;
    return model.cells.number(variable, static_cast<std::uint32_t>(at.low));
}

std::uint32_t known_cell(const Model& model, const Expression& node) {
    if (node.op != Op::load && node.op != Op::element) return no_cell;
    return known_cell(model, node.variable, node.op == Op::load ? no_expr : node.a);
}

Rewrite::Result Rewrite::expression(ExprId id, bool truth, bool exchange) {
    if (model_.worth[id].single()) return built_.constant(truth ? model_.worth[id].low != 0 : model_.worth[id].low);
    const Expression& node = model_.program.expressions[id];
    switch (node.op) {
        case Op::constant: return built_.constant(truth ? node.value != 0 : node.value);
        case Op::choice: return built_.choice();
        case Op::load:
        case Op::element: return read(node, truth, exchange);
        case Op::equal:
        case Op::not_equal: return comparison(node, exchange);
        case Op::logic_and:
        case Op::logic_or: return sorted(node, true, exchange);
        case Op::add:
        case Op::bit_and:
        case Op::bit_or:
        case Op::bit_xor: return sorted(node, false, exchange);
        default: break;
    }
    Expression rewritten{node.op, 0, node.value, no_expr, no_expr, no_expr};
    const ExprId operands[3] = {node.a, node.b, node.c};
    ExprId* const to[3] = {&rewritten.a, &rewritten.b, &rewritten.c};
    for (int i = 0; i < arity(node.op); ++i) {
        const bool for_truth = node.op == Op::logic_not || (node.op == Op::conditional && (i == 0 || truth));
        const Result operand = expression(operands[i], for_truth, exchange);
        if (!operand) return std::nullopt;
        *to[i] = *operand;
    }
    return built_.add(rewritten);
}

Rewrite::Result Rewrite::cell(std::uint32_t number, bool exchange) {
    const Cell& which = model_.cells.all[exchange ? exchange_.cell[number] : number];
    return built_.element(which.variable, built_.constant(which.index));
}

Rewrite::Result Rewrite::read(const Expression& node, bool truth, bool exchange) {
    const std::uint32_t known = known_cell(model_, node);
    if (known != no_cell) {
        const auto& [x, y] = exchange_.values[known];
        if (moves_values(known) && (!truth || x == 0 || y == 0)) return std::nullopt;
        return cell(known, exchange);
    }
    for (std::uint32_t number = model_.cells.number(node.variable, 0), end = number + model_.program.variables[node.variable].count; number < end; ++number)
        if (exchange_.cell[number] != number || moves_values(number)) return std::nullopt;
    const Result index = expression(node.a, false, exchange);
    return index ? Result(built_.element(node.variable, *index)) : std::nullopt;
}

/// Equality, where values that stand for the tasks may occur.
Rewrite::Result Rewrite::comparison(const Expression& node, bool exchange) {
    const std::uint32_t of_a = known_cell(model_, model_.program.expressions[node.a]), of_b = known_cell(model_, model_.program.expressions[node.b]);
    const std::uint32_t moved = of_a != no_cell && moves_values(of_a) ? of_a : of_b != no_cell && moves_values(of_b) ? of_b : no_cell;
    const Result a = moved != no_cell ? stored(node.a, moved, exchange) : expression(node.a, false, exchange);
    const Result b = moved != no_cell ? stored(node.b, moved, exchange) : expression(node.b, false, exchange);
    if (!a || !b) return std::nullopt;
    return built_.binary(node.op, std::min(*a, *b), std::max(*a, *b));
}

/// A value like those of a cell: a constant, or read from a cell whose values are exchanged in the same way.
Rewrite::Result Rewrite::stored(ExprId id, std::uint32_t cell_number, bool exchange) {
    if (!moves_values(cell_number)) return expression(id, false, exchange);
    if (model_.worth[id].single()) {
        const std::int64_t value = model_.worth[id].low;
        return built_.constant(exchange ? exchange_.exchanged(cell_number, value) : value);
    }
    const std::uint32_t from = known_cell(model_, model_.program.expressions[id]);
    if (from == no_cell || exchange_.values[from] != exchange_.values[cell_number]) return std::nullopt;
    return cell(from, exchange);
}

Rewrite::Result Rewrite::sorted(const Expression& node, bool truth, bool exchange) {
    std::vector<ExprId> operands;
    if (!collect(node.a, node.op, truth, exchange, operands) || !collect(node.b, node.op, truth, exchange, operands)) return std::nullopt;
    std::sort(operands.begin(), operands.end());
    ExprId result = operands.front();
    for (std::size_t i = 1; i < operands.size(); ++i) result = built_.binary(node.op, result, operands[i]);
    return result;
}

bool Rewrite::collect(ExprId id, Op op, bool truth, bool exchange, std::vector<ExprId>& operands) {
    const Expression& node = model_.program.expressions[id];
    if (node.op == op && !model_.worth[id].single())
        return collect(node.a, op, truth, exchange, operands) && collect(node.b, op, truth, exchange, operands);
    const Result operand = expression(id, truth, exchange);
    if (operand) operands.push_back(*operand);
    return operand.has_value();
}

}  // namespace mmapck::checker::explicit_
