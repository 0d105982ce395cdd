// SPDX-License-Identifier: Apache-2.0
#include "checker/export/terms.h"

#include <algorithm>

namespace mmapck::checker::exports {

using namespace program;

bool yields_truth(Op op) {
    switch (op) {
        case Op::logic_not: case Op::equal: case Op::not_equal: case Op::less: case Op::less_equal:
        case Op::less_unsigned: case Op::less_equal_unsigned: case Op::logic_and: case Op::logic_or: return true;
        default: return false;
    }
}

namespace {

/// Whether an element's index is a constant that its array has.
bool is_inside(const Program& program, const Expression& element) {
    const Expression& index = program.expressions[element.a];
    return index.op == Op::constant && index.value >= 0 && index.value < std::int64_t(program.variables[element.variable].count);
}

/// What is as short as the name of a temporary.
bool is_atom(const Program& program, const Expression& node) {
    return node.op == Op::constant || node.op == Op::choice || node.op == Op::load || (node.op == Op::element && is_inside(program, node));
}

}  // namespace

Terms::Terms(const Program& program, const Dialect& dialect)
    : program_(program), dialect_(dialect), uses_(program.expressions.size()), names_(program.expressions.size()) {}

void Terms::begin(const std::vector<ExprId>& roots) {
    for (const ExprId id : nodes_) {
        uses_[id] = 0;
        names_[id].clear();
    }
    nodes_.clear();
    statements_.clear();
    std::vector<ExprId> open;
    const auto use = [&](ExprId id, std::uint32_t times) {
        if (id == no_expr) return;
        if (uses_[id] == 0) {
            nodes_.push_back(id);
            open.push_back(id);
        }
        uses_[id] += times;
    };
    for (const ExprId root : roots) use(root, 1);
    while (!open.empty()) {
        const Expression& node = program_.expressions[open.back()];
        open.pop_back();
        use(node.a, node.op == Op::element ? 2 : 1);   // an index is compared with its bounds, too
        use(node.b, 1);
        use(node.c, 1);
    }
    std::sort(nodes_.begin(), nodes_.end());   // operands before those who use them
    for (const ExprId id : nodes_) {
        const Expression& node = program_.expressions[id];
        if (uses_[id] < 2 || is_atom(program_, node)) continue;
        const std::string name = "t" + std::to_string(statements_.size());
        const std::string value = inner(id);
        statements_.push_back(dialect_.assign(name, yields_truth(node.op) ? dialect_.number(value) : value));
        names_[id] = name;
    }
}

std::string Terms::inner(ExprId id) const {
    const Expression& node = program_.expressions[id];
    switch (node.op) {
        case Op::constant: return dialect_.constant(node.value);
        case Op::choice: return "choice";
        case Op::load: return dialect_.load(node.variable);
        case Op::element: return is_inside(program_, node) ? dialect_.element_inside(node.variable, number(node.a)) : dialect_.element(node.variable, number(node.a));
        case Op::logic_not: return dialect_.apply(node, truth(node.a), "", "");
        case Op::logic_and: case Op::logic_or: return dialect_.apply(node, truth(node.a), truth(node.b), "");
        case Op::conditional: return dialect_.apply(node, truth(node.a), number(node.b), number(node.c));
        default: return dialect_.apply(node, number(node.a), node.b == no_expr ? "" : number(node.b), "");
    }
}

std::string Terms::number(ExprId id) const {
    if (!names_[id].empty()) return names_[id];
    const std::string text = inner(id);
    return yields_truth(program_.expressions[id].op) ? dialect_.number(text) : text;
}

std::string Terms::truth(ExprId id) const {
    if (!names_[id].empty()) return dialect_.truth(names_[id]);
    const std::string text = inner(id);
    return yields_truth(program_.expressions[id].op) ? text : dialect_.truth(text);
}

}  // namespace mmapck::checker::exports
