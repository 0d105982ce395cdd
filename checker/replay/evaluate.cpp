// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/interpreter.h"

namespace mmapck::checker::replay {

using namespace program;

std::int64_t Interpreter::element(VarId variable, std::int64_t index, const State& state) const {
    if (index < 0 || index >= static_cast<std::int64_t>(program_.variables[variable].count)) {
        return 0;
    }
    return state.cells[first_cell_[variable] + static_cast<std::size_t>(index)];
}

/// One node whose operands have been evaluated.
std::int64_t Interpreter::node(ExprId id, const State& state, std::int64_t choice) const {
    const Expression& expression = program_.expressions[id];
    const auto operand = [this](ExprId operand_id) { return operand_id == no_expr ? 0 : value_[operand_id]; };
    switch (expression.op) {
        case Op::constant: return expression.value;
        case Op::choice: return choice;
        case Op::load: return element(expression.variable, 0, state);
        case Op::element: return element(expression.variable, operand(expression.a), state);
        default:
            return apply(expression.op, expression.value, operand(expression.a), operand(expression.b),
                         operand(expression.c));
    }
}

// Expressions share operands, and some (unrolled loops) are deep: each node is evaluated once, without recursion.
std::int64_t Interpreter::evaluate(ExprId root, const State& state, std::int64_t choice) {
    if (stamp_.size() < program_.expressions.size()) {
        stamp_.resize(program_.expressions.size(), 0);
        value_.resize(program_.expressions.size(), 0);
    }
    ++evaluation_;
    pending_.assign(1, root);
    while (!pending_.empty()) {
        const ExprId id = pending_.back();
        if (stamp_[id] == evaluation_) {
            pending_.pop_back();
            continue;
        }
        bool ready = true;
        const Expression& expression = program_.expressions[id];
        for (const ExprId operand : {expression.a, expression.b, expression.c}) {
            if (operand != no_expr && stamp_[operand] != evaluation_) {
                pending_.push_back(operand);
                ready = false;
            }
        }
        if (ready) {
            value_[id] = node(id, state, choice);
            stamp_[id] = evaluation_;
            pending_.pop_back();
        }
    }
    return value_[root];
}

}  // namespace mmapck::checker::replay
