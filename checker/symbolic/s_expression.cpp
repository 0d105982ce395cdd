// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/s_expression.h"

#include <charconv>

namespace mmapck::checker::symbolic {

namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::size_t skip(std::string_view text, std::size_t at) {
    while (at < text.size() && (is_space(text[at]) || text[at] == ';')) {
        if (text[at] == ';')
            while (at < text.size() && text[at] != '\n') ++at;
        else
            ++at;
    }
    return at;
}

std::size_t end_of_atom(std::string_view text, std::size_t at) {
    if (text[at] == '|' || text[at] == '"') {
        const std::size_t end = text.find(text[at], at + 1);
        return end == text.npos ? text.size() : end + 1;
    }
    while (at < text.size() && !is_space(text[at]) && text[at] != '(' && text[at] != ')' && text[at] != ';') ++at;
    return at;
}

std::int64_t vector_value(std::string_view digits, int bits_each) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, bits_each == 1 ? 2 : 16);
    const std::size_t width = digits.size() * std::size_t(bits_each);
    if (width < 64 && width > 0 && (value >> (width - 1) & 1)) value |= ~std::uint64_t{0} << width;
    return std::int64_t(value);
}

}  // namespace

SExpression read_s_expression(std::string_view text) {
    std::vector<SExpression> open(1);   // a list around all
    for (std::size_t at = skip(text, 0); at < text.size(); at = skip(text, at)) {
        if (text[at] == '(') {
            open.emplace_back();
            ++at;
        } else if (text[at] == ')') {
            if (open.size() == 1) return {};
            SExpression done = std::move(open.back());
            open.pop_back();
            open.back().items.push_back(std::move(done));
            ++at;
        } else {
            const std::size_t end = end_of_atom(text, at);
            open.back().items.push_back({std::string(text.substr(at, end - at)), {}});
            at = end;
        }
        if (open.size() == 1 && !open[0].items.empty()) return std::move(open[0].items[0]);
    }
    return {};
}

std::string to_text(const SExpression& expression) {
    if (!expression.atom.empty()) return expression.atom;
    std::string text = "(";
    for (const SExpression& item : expression.items) text += (text.size() > 1 ? " " : "") + to_text(item);
    return text + ")";
}

std::int64_t number_of(const SExpression& literal) {
    const std::string& atom = literal.atom;
    if (literal.items.size() == 2 && literal.items[0].atom == "-") return 0 - number_of(literal.items[1]);
    if (atom == "true") return 1;
    if (atom.starts_with("#b")) return vector_value(std::string_view(atom).substr(2), 1);
    if (atom.starts_with("#x")) return vector_value(std::string_view(atom).substr(2), 4);
    std::int64_t value = 0;
    std::from_chars(atom.data(), atom.data() + atom.size(), value);
    return value;
}

}  // namespace mmapck::checker::symbolic
