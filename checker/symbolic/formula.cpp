// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/formula.h"

#include <cctype>

namespace mmapck::checker::symbolic {

std::optional<ExprId> FormulaReader::operator()(const SExpression& formula) {
    if (formula.items.empty()) {
        if (const auto known = names_.find(formula.atom); known != names_.end()) return known->second;
        if (formula.atom == "true" || formula.atom == "false") return terms_.truth(formula.atom == "true");
        if (!formula.atom.empty() && std::isdigit(static_cast<unsigned char>(formula.atom[0]))) return terms_.constant(number_of(formula));
        return std::nullopt;
    }
    if (formula.items[0].atom == "let") return in_scope(formula);
    std::vector<ExprId> operands;
    for (std::size_t i = 1; i < formula.items.size(); ++i) {
        const std::optional<ExprId> operand = (*this)(formula.items[i]);
        if (!operand) return std::nullopt;
        operands.push_back(*operand);
    }
    return apply(formula.items[0].atom, operands);
}

/// (let ((name formula) ...) formula)
std::optional<ExprId> FormulaReader::in_scope(const SExpression& let) {
    if (let.items.size() != 3) return std::nullopt;
    FormulaReader inner = *this;
    for (const SExpression& binding : let.items[1].items) {
        if (binding.items.size() != 2) return std::nullopt;
        const std::optional<ExprId> value = (*this)(binding.items[1]);
        if (!value) return std::nullopt;
        inner.let(binding.items[0].atom, *value);
    }
    return inner(let.items[2]);
}

std::optional<ExprId> FormulaReader::apply(const std::string& op, const std::vector<ExprId>& operands) {
    if (operands.empty()) return std::nullopt;
    const auto all = [&](Op of) {
        ExprId result = operands[0];
        for (std::size_t i = 1; i < operands.size(); ++i) result = terms_.apply(of, 0, result, operands[i]);
        return result;
    };
    if (op == "not" && operands.size() == 1) return terms_.negation(operands[0]);
    if (op == "-" && operands.size() == 1) return terms_.apply(Op::negate, 0, operands[0]);
    if (op == "ite" && operands.size() == 3) return terms_.conditional(operands[0], operands[1], operands[2]);
    if (op == "and") return all(Op::logic_and);
    if (op == "or") return all(Op::logic_or);
    if (op == "+") return all(Op::add);
    if (op == "-") return all(Op::subtract);
    if (op == "*") return all(Op::multiply);
    if (operands.size() != 2) return std::nullopt;
    if (op == "=>") return terms_.either(terms_.negation(operands[0]), operands[1]);
    if (op == "=") return terms_.equal(operands[0], operands[1]);
    if (op == "<=") return terms_.at_most(operands[0], operands[1]);
    if (op == ">=") return terms_.at_most(operands[1], operands[0]);
    if (op == "<") return terms_.apply(Op::less, 0, operands[0], operands[1]);
    if (op == ">") return terms_.apply(Op::less, 0, operands[1], operands[0]);
    return std::nullopt;
}

}  // namespace mmapck::checker::symbolic
