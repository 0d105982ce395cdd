// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <stdexcept>

#include "checker/symbolic/lemma_text.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

void write(const Terms& terms, ExprId id, std::string& text) {
    const Expression& node = terms[id];
    if (node.op == Op::constant) {
        text += std::to_string(node.value);
    } else if (node.op == Op::load) {
        text += "c" + std::to_string(node.variable);
    } else {
        text += "(" + std::string(name(node.op)) + (node.value ? ":" + std::to_string(node.value) : "");
        for (const ExprId operand : {node.a, node.b, node.c}) {
            if (operand == no_expr) break;
            text += " ";
            write(terms, operand, text);
        }
        text += ")";
    }
}

template <typename Number> Number number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) throw std::invalid_argument("'" + std::string(text.substr(0, 40)) + "' is no part of a lemma");
    return value;
}

Op operator_named(std::string_view text) {
    for (int op = int(Op::negate); op <= int(Op::zero_extend); ++op)
        if (name(Op(op)) == text) return Op(op);
    throw std::invalid_argument("there is no operator '" + std::string(text.substr(0, 40)) + "'");
}

ExprId read(TransitionSystem& system, const SExpression& text) {
    if (text.items.empty()) {
        if (!text.atom.starts_with("c")) return system.terms.constant(number<std::int64_t>(text.atom));
        const auto cell = number<LeafId>(std::string_view(text.atom).substr(1));
        if (cell >= system.cells.size()) throw std::invalid_argument("the program has no cell " + text.atom);
        return system.terms.leaf(cell);
    }
    const std::string& head = text.items[0].atom;
    const std::size_t colon = head.find(':');
    const Op op = operator_named(std::string_view(head).substr(0, colon));
    if (text.items.size() != std::size_t(arity(op)) + 1) throw std::invalid_argument("'" + head + "' has another number of operands");
    ExprId operands[3] = {no_expr, no_expr, no_expr};
    for (int i = 0; i < arity(op); ++i) operands[i] = read(system, text.items[std::size_t(i) + 1]);
    const std::int64_t value = colon == head.npos ? 0 : number<std::int64_t>(std::string_view(head).substr(colon + 1));
    const bool extends = op == Op::sign_extend || op == Op::zero_extend;
    if (extends ? value < 1 || value > 64 : value != 0) throw std::invalid_argument("'" + head + "' is no operator");
    return system.terms.apply(op, value, operands[0], operands[1], operands[2]);
}

}  // namespace

std::string to_text(const Terms& terms, const Lemma& lemma) {
    std::string text = lemma.task == none ? "always " : std::to_string(lemma.task) + " " + std::to_string(lemma.at) + " ";
    write(terms, lemma.condition, text);
    return text;
}

Lemma read_lemma(TransitionSystem& system, std::string_view text) {
    const SExpression parts = read_s_expression("(" + std::string(text) + ")");
    Lemma lemma;
    if (parts.items.size() == 3) {
        lemma.task = number<TaskId>(parts.items[0].atom);
        lemma.at = number<LocationId>(parts.items[1].atom);
        if (lemma.task >= system.location_cells.size() || lemma.at >= system.locations) throw std::invalid_argument("a lemma is about a place that the program does not have");
    } else if (parts.items.size() != 2 || parts.items[0].atom != "always") {
        throw std::invalid_argument("'" + std::string(text.substr(0, 40)) + "' is no lemma");
    }
    lemma.condition = read(system, parts.items.back());
    return lemma;
}

}  // namespace mmapck::checker::symbolic
