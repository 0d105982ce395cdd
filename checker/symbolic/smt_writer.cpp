// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/smt_writer.h"

#include <algorithm>
#include <limits>

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

using Limits = std::numeric_limits<std::int64_t>;

constexpr std::size_t most_inline = 1000;   // characters of a term without a name

std::string call(const std::string& function, const std::string& a) { return "(" + function + " " + a + ")"; }
std::string call(const std::string& function, const std::string& a, const std::string& b) { return "(" + function + " " + a + " " + b + ")"; }
std::string choose(const std::string& test, const std::string& a, const std::string& b) { return "(ite " + test + " " + a + " " + b + ")"; }

/// Bits of a two's complement number that can be anything in the interval.
int width_of(Interval values) {
    int width = 1;
    while (width < 64 && (values.low < -(std::int64_t{1} << (width - 1)) || values.high > (std::int64_t{1} << (width - 1)) - 1)) ++width;
    return width;
}

std::string vector_literal(std::int64_t value, int width) {
    std::string text = "#b";
    for (int bit = width; bit-- > 0;) text += (value >> bit & 1) ? '1' : '0';
    return text;
}

std::string integer_literal(std::int64_t value) {
    if (value >= 0) return std::to_string(value);
    return "(- " + std::to_string(0 - std::uint64_t(value)) + ")";
}

bool is_formula(Op op) {
    switch (op) {
        case Op::logic_not: case Op::equal: case Op::not_equal: case Op::less: case Op::less_equal:
        case Op::less_unsigned: case Op::less_equal_unsigned: case Op::logic_and: case Op::logic_or: return true;
        default: return false;
    }
}

std::string join(const char* function, const char* none, const std::vector<std::string>& formulas) {
    std::string text;
    std::size_t count = 0;
    for (const std::string& formula : formulas) {
        if (formula.empty()) continue;
        text += " " + formula;
        ++count;
    }
    if (count == 0) return none;
    return count == 1 ? text.substr(1) : "(" + std::string(function) + text + ")";
}

}  // namespace

const char* name(Numbers numbers) { return numbers == Numbers::bits ? "bits" : "integers"; }

std::string conjunction(const std::vector<std::string>& formulas) { return join("and", "true", formulas); }
std::string disjunction(const std::vector<std::string>& formulas) { return join("or", "false", formulas); }

std::string constant(const SmtWriter::Definition& definition) {
    return "(declare-const " + definition.name + " " + definition.sort + ")\n(assert (= " + definition.name + " " + definition.value + "))\n";
}

std::string as_constants(const std::vector<SmtWriter::Definition>& definitions) {
    std::string text;
    for (const SmtWriter::Definition& definition : definitions) text += constant(definition);
    return text;
}

std::string in_comment(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
    return text;
}

std::string SmtWriter::leaf(LeafId leaf) const {
    const bool input = leaf >= system_.cells.size();
    return (input ? "i" + std::to_string(system_.input_of_leaf(leaf)) : "c" + std::to_string(leaf)) + suffix_;
}

std::string SmtWriter::sort(LeafId leaf) const {
    if (numbers_ == Numbers::integers) return "Int";
    return "(_ BitVec " + std::to_string(width_of(system_.terms.values_of_leaf(leaf))) + ")";
}

std::string SmtWriter::literal(LeafId leaf, std::int64_t value) const {
    return numbers_ == Numbers::integers ? integer_literal(value) : vector_literal(value, width_of(system_.terms.values_of_leaf(leaf)));
}

std::string SmtWriter::range(LeafId id) const {
    const Interval values = system_.terms.values_of_leaf(id);
    const int width = width_of(values);
    const bool bits = numbers_ == Numbers::bits;
    std::vector<std::string> ends;
    if (bits ? values.low != -(std::int64_t{1} << (width - 1)) && width < 64 : values.low != Limits::min())
        ends.push_back(call(bits ? "bvsle" : "<=", literal(id, values.low), leaf(id)));
    if (bits ? values.high != (std::int64_t{1} << (width - 1)) - 1 && width < 64 : values.high != Limits::max())
        ends.push_back(call(bits ? "bvsle" : "<=", leaf(id), literal(id, values.high)));
    return ends.empty() ? "" : conjunction(ends);
}

std::string SmtWriter::bits(const Text& text, int width) const {
    if (text.width < 0) return number(text, width);
    if (text.width == width) return text.text;
    if (text.width < width) return "((_ sign_extend " + std::to_string(width - text.width) + ") " + text.text + ")";
    return "((_ extract " + std::to_string(width - 1) + " 0) " + text.text + ")";
}

std::string SmtWriter::number(const Text& text, int width) const {
    if (text.width >= 0) return width == 0 ? text.text : bits(text, width);
    if (width == 0) return choose(text.text, "1", "0");
    return width == 1 ? choose(text.text, "#b1", "#b0") : choose(text.text, vector_literal(1, width), vector_literal(0, width));
}

/// An operand as a number: a vector of that width, or an integer for 0.
std::string SmtWriter::operand(ExprId id, int width) {
    const Expression& node = system_.terms[id];
    if (node.op == Op::constant) return width == 0 ? integer_literal(node.value) : vector_literal(node.value, width);
    return number(text(id), width);
}

std::string SmtWriter::truth(ExprId term) {
    if (system_.terms[term].op == Op::constant) return system_.terms.is_true(term) ? "true" : "false";
    const Text value = text(term);
    if (value.width < 0) return value.text;
    return call("not", call("=", value.text, value.width == 0 ? "0" : vector_literal(0, value.width)));
}

std::string SmtWriter::value(LeafId sort_of, ExprId term) {
    return operand(term, numbers_ == Numbers::integers ? 0 : width_of(system_.terms.values_of_leaf(sort_of)));
}

SmtWriter::Text SmtWriter::text(ExprId root) {
    operands_first(system_.terms, root, known_, [this](ExprId id) { return named(id, write(id)); });
    return known_.at(root);
}

SmtWriter::Text SmtWriter::named(ExprId id, Text written) {
    const Op op = system_.terms[id].op;
    if (op == Op::constant || op == Op::load) return written;
    if (system_.terms.uses(id) <= 1 && written.text.size() <= most_inline) return written;
    const std::string name = prefix_ + std::to_string(id) + suffix_;
    const std::string sort = written.width < 0 ? "Bool" : written.width == 0 ? "Int" : "(_ BitVec " + std::to_string(written.width) + ")";
    definitions_.push_back({name, sort, std::move(written.text)});
    return {name, written.width};
}

SmtWriter::Text SmtWriter::write(ExprId id) {
    const Expression& node = system_.terms[id];
    const int width = numbers_ == Numbers::integers ? 0 : width_of(system_.terms.values(id));
    if (node.op == Op::constant) return {width == 0 ? integer_literal(node.value) : vector_literal(node.value, width), width};
    if (node.op == Op::load) return {leaf(node.variable), width};
    if (node.op == Op::logic_not) return {call("not", truth(node.a)), -1};
    if (node.op == Op::logic_and || node.op == Op::logic_or) return {call(node.op == Op::logic_and ? "and" : "or", truth(node.a), truth(node.b)), -1};
    if (is_formula(node.op)) return comparison(id);
    if (node.op == Op::conditional) return {choose(truth(node.a), operand(node.b, width), operand(node.c, width)), width};
    return numbers_ == Numbers::integers ? write_integer(id) : write_bits(id);
}

SmtWriter::Text SmtWriter::comparison(ExprId id) {
    const Expression& node = system_.terms[id];
    const Interval x = system_.terms.values(node.a), y = system_.terms.values(node.b);
    const bool is_unsigned = node.op == Op::less_unsigned || node.op == Op::less_equal_unsigned;
    const bool differ = is_unsigned && (x.low < 0 || y.low < 0);   // signed and unsigned order differ for negative numbers
    const bool integers = numbers_ == Numbers::integers;
    const int width = integers ? 0 : differ ? 64 : std::max(width_of(x), width_of(y));
    const std::string a = operand(node.a, width), b = operand(node.b, width);
    if (node.op == Op::equal) return {call("=", a, b), -1};
    if (node.op == Op::not_equal) return {call("not", call("=", a, b)), -1};
    const bool strict = node.op == Op::less || node.op == Op::less_unsigned;
    if (!integers) return {call(std::string(differ ? "bvu" : "bvs") + (strict ? "lt" : "le"), a, b), -1};
    const std::string plain = call(strict ? "<" : "<=", a, b);
    if (!differ) return {plain, -1};
    const std::string sign_a = call("<", a, "0"), sign_b = call("<", b, "0");
    return {choose(call("=", sign_a, sign_b), plain, sign_b), -1};
}

SmtWriter::Text SmtWriter::write_bits(ExprId id) {
    const Terms& terms = system_.terms;
    const Expression& node = terms[id];
    const int result = width_of(terms.values(id)), wide_a = width_of(terms.values(node.a)), wide_b = node.b == no_expr ? 1 : width_of(terms.values(node.b));
    const int most = std::max({result, wide_a, wide_b});
    const auto infix = [&](const char* function, int width) { return Text{bits({call(function, operand(node.a, width), operand(node.b, width)), width}, result), result}; };
    const auto unless_zero = [&](const char* function, int width) {
        const std::string a = operand(node.a, width), b = operand(node.b, width), zero = vector_literal(0, width);
        return Text{bits({choose(call("=", b, zero), zero, call(function, a, b)), width}, result), result};
    };
    const auto shift = [&](const char* function, int width) {
        const std::string amount = call("bvand", operand(node.b, width), vector_literal(63, width));
        return Text{bits({call(function, operand(node.a, width), amount), width}, result), result};
    };
    const bool natural = terms.values(node.a).low >= 0 && (node.b == no_expr || terms.values(node.b).low >= 0);
    switch (node.op) {
        case Op::negate: return {bits({call("bvneg", operand(node.a, most)), most}, result), result};
        case Op::bit_not: return {bits({call("bvnot", operand(node.a, most)), most}, result), result};
        case Op::add: return infix("bvadd", most);
        case Op::subtract: return infix("bvsub", most);
        case Op::multiply: return infix("bvmul", most);
        case Op::divide: return unless_zero("bvsdiv", most);
        case Op::remainder: return unless_zero("bvsrem", most);
        case Op::divide_unsigned: return unless_zero("bvudiv", natural ? most : 64);
        case Op::remainder_unsigned: return unless_zero("bvurem", natural ? most : 64);
        case Op::shift_left: return shift("bvshl", 64);
        case Op::shift_right: return shift("bvashr", std::max(most, 8));
        case Op::shift_right_unsigned: return shift("bvlshr", natural ? std::max(most, 8) : 64);
        case Op::bit_and: return infix("bvand", most);
        case Op::bit_or: return infix("bvor", most);
        case Op::bit_xor: return infix("bvxor", most);
        case Op::sign_extend: return {bits({bits({operand(node.a, std::max(wide_a, int(node.value))), std::max(wide_a, int(node.value))}, int(node.value)), int(node.value)}, result), result};
        case Op::zero_extend: {
            const int width = std::max(wide_a, int(node.value));
            const std::string low = bits({operand(node.a, width), width}, int(node.value));
            return {bits({"((_ zero_extend 1) " + low + ")", int(node.value) + 1}, result), result};
        }
        default: throw Unsupported(std::string("no vectors for ") + name(node.op));
    }
}

std::string SmtWriter::power(std::int64_t exponent) const { return std::to_string(std::uint64_t{1} << exponent); }

std::string SmtWriter::bit_of(const std::string& number, int bit) const {
    return call("=", call("mod", bit == 0 ? number : call("div", number, power(bit)), "2"), "1");
}

/// The sum of the bits that both have. One of them has to be natural, the other is taken modulo a power of two.
std::string SmtWriter::bitwise_and(ExprId a, ExprId b) {
    const Interval x = system_.terms.values(a), y = system_.terms.values(b);
    const std::int64_t most = std::min(x.low >= 0 ? x.high : Limits::max(), y.low >= 0 ? y.high : Limits::max());
    if (most > 0xffff) throw Unsupported("the program computes with bits of large numbers; that is not done with integers");
    const std::string left = operand(a, 0), right = operand(b, 0);
    std::string sum;
    for (int bit = 0; std::int64_t{1} << bit <= most; ++bit) {
        std::vector<std::string> both;
        for (const ExprId side : {a, b}) {
            const Expression& node = system_.terms[side];
            if (node.op == Op::constant) both.push_back(node.value >> bit & 1 ? "" : "false");
            else both.push_back(bit_of(side == a ? left : right, bit));
        }
        if (both[0] == "false" || both[1] == "false") continue;
        sum += " " + choose(conjunction(both), power(bit), "0");
    }
    return sum.empty() ? "0" : "(+" + sum + " 0)";
}

SmtWriter::Text SmtWriter::write_integer(ExprId id) {
    const Terms& terms = system_.terms;
    const Expression& node = terms[id];
    const std::string a = operand(node.a, 0), b = node.b == no_expr ? "" : operand(node.b, 0);
    const Interval amounts = node.b == no_expr ? Interval::of(0) : terms.values(node.b);
    const auto for_each_amount = [&](const auto& write) {
        if (amounts.low < 0 || amounts.high > 62) throw Unsupported("the program shifts by any number; that is not done with integers");
        std::string text = write(amounts.high);
        for (std::int64_t amount = amounts.high; amount-- > amounts.low;) text = choose(call("=", b, std::to_string(amount)), write(amount), text);
        return text;
    };
    const auto divide = [&](const char* function) {
        if (terms.values(node.a).low < 0 || amounts.low < 0) throw Unsupported("the program divides negative numbers; that is not done with integers");
        return choose(call("=", b, "0"), "0", call(function, a, b));
    };
    switch (node.op) {
        case Op::negate: return {call("-", a)};
        case Op::bit_not: return {call("-", "(- 1)", a)};
        case Op::add: return {call("+", a, b)};
        case Op::subtract: return {call("-", a, b)};
        case Op::multiply: return {call("*", a, b)};
        case Op::divide: case Op::divide_unsigned: return {divide("div")};
        case Op::remainder: case Op::remainder_unsigned: return {divide("mod")};
        case Op::shift_left: return {for_each_amount([&](std::int64_t amount) { return call("*", a, power(amount)); })};
        case Op::shift_right: return {for_each_amount([&](std::int64_t amount) { return call("div", a, power(amount)); })};
        case Op::shift_right_unsigned:
            if (terms.values(node.a).low < 0) throw Unsupported("the program shifts negative numbers; that is not done with integers");
            return {for_each_amount([&](std::int64_t amount) { return call("div", a, power(amount)); })};
        case Op::bit_and: return {bitwise_and(node.a, node.b)};
        case Op::bit_or: return {call("-", call("+", a, b), bitwise_and(node.a, node.b))};
        case Op::bit_xor: return {call("-", call("+", a, b), call("*", "2", bitwise_and(node.a, node.b)))};
        case Op::zero_extend: return {call("mod", a, power(node.value))};
        case Op::sign_extend: {
            const std::string low = call("mod", a, power(node.value));
            return {choose(call("<", low, power(node.value - 1)), low, call("-", low, power(node.value)))};
        }
        default: throw Unsupported(std::string("no integers for ") + name(node.op));
    }
}

}  // namespace mmapck::checker::symbolic
