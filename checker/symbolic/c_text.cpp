// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/c_text.h"

#include <array>
#include <charconv>

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// How tightly C's operators bind; more is tighter.
enum Binding { conditional_binding = 1, or_binding, and_binding, bit_or_binding, bit_xor_binding, bit_and_binding, equality_binding, order_binding, shift_binding, sum_binding, product_binding, unary_binding, atom_binding };

struct Operator {
    const char* symbol;
    Binding binding;
};

Operator operator_of(Op op) {
    switch (op) {
        case Op::negate: return {"-", unary_binding};
        case Op::bit_not: return {"~", unary_binding};
        case Op::logic_not: return {"!", unary_binding};
        case Op::multiply: return {" * ", product_binding};
        case Op::divide: case Op::divide_unsigned: return {" / ", product_binding};
        case Op::remainder: case Op::remainder_unsigned: return {" % ", product_binding};
        case Op::add: return {" + ", sum_binding};
        case Op::subtract: return {" - ", sum_binding};
        case Op::shift_left: return {" << ", shift_binding};
        case Op::shift_right: case Op::shift_right_unsigned: return {" >> ", shift_binding};
        case Op::less: case Op::less_unsigned: return {" < ", order_binding};
        case Op::less_equal: case Op::less_equal_unsigned: return {" <= ", order_binding};
        case Op::equal: return {" == ", equality_binding};
        case Op::not_equal: return {" != ", equality_binding};
        case Op::bit_and: return {" & ", bit_and_binding};
        case Op::bit_xor: return {" ^ ", bit_xor_binding};
        case Op::bit_or: return {" | ", bit_or_binding};
        case Op::logic_and: return {" && ", and_binding};
        case Op::logic_or: return {" || ", or_binding};
        default: return {"", atom_binding};
    }
}

std::string hexadecimal(std::uint64_t value) {
    std::array<char, 16> digits{};
    return "0x" + std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr);
}

/// Small numbers as they are, masks as complements.
std::string number(std::int64_t value) {
    if (value >= 0) return value < 10'000 ? std::to_string(value) : hexadecimal(std::uint64_t(value));
    const std::int64_t complement = ~value;
    if (complement != 0 && (complement & (complement + 1)) == 0) return "~" + hexadecimal(std::uint64_t(complement));
    return hexadecimal(std::uint64_t(value));
}

class Writer {
  public:
    Writer(const Terms& terms, const std::vector<std::string>& names) : terms_(terms), names_(names) {}

    std::string write(ExprId id, int at_least) const {
        const Expression& node = terms_[id];
        const int binding = node.op == Op::conditional ? conditional_binding : operator_of(node.op).binding;
        const std::string text = written(node);
        return binding < at_least ? "(" + text + ")" : text;
    }

  private:
    std::string written(const Expression& node) const {
        switch (node.op) {
            case Op::constant: return number(node.value);
            case Op::load: return names_[node.variable];
            case Op::conditional: return write(node.a, or_binding) + " ? " + write(node.b, or_binding) + " : " + write(node.c, conditional_binding);
            case Op::sign_extend: return "(s" + std::to_string(node.value) + ")(" + write(node.a, 0) + ")";
            case Op::zero_extend: return "(u" + std::to_string(node.value) + ")(" + write(node.a, 0) + ")";
            case Op::less: case Op::less_equal: case Op::divide: case Op::remainder: case Op::shift_right: return infix(node, true);
            default: return node.b == no_expr ? operator_of(node.op).symbol + write(node.a, unary_binding) : infix(node, false);
        }
    }

    std::string infix(const Expression& node, bool is_signed) const {
        const Operator op = operator_of(node.op);
        const bool turned = node.op == Op::equal && terms_[node.a].op == Op::constant;   // as people write it
        if (turned) return operand(node.b, op.binding, is_signed) + op.symbol + operand(node.a, op.binding + 1, is_signed);
        return operand(node.a, op.binding, is_signed) + op.symbol + operand(node.b, op.binding + 1, is_signed);
    }

    /// What may be negative is said to be signed, where that matters.
    std::string operand(ExprId id, int binding, bool is_signed) const {
        if (!is_signed || terms_.values(id).low >= 0) return write(id, binding);
        if (terms_[id].op == Op::constant) return std::to_string(terms_[id].value);
        return "(long)" + write(id, unary_binding);
    }

    const Terms& terms_;
    const std::vector<std::string>& names_;
};

}  // namespace

std::string c_text(const Terms& terms, const std::vector<std::string>& names, ExprId term) { return Writer(terms, names).write(term, 0); }

}  // namespace mmapck::checker::symbolic
