// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "checker/export/names.h"
#include "checker/export/terms.h"
#include "model/program/cells.h"

/// Internal to to_horn.
namespace mmapck::checker::exports {

using namespace program;

inline std::string bits(std::uint64_t value, int width) { return "(_ bv" + std::to_string(value) + " " + std::to_string(width) + ")"; }
inline std::string word(std::int64_t value) { return bits(std::uint64_t(value), 64); }
inline std::string call(const char* function, const std::string& a, const std::string& b) { return std::string("(") + function + " " + a + " " + b + ")"; }
inline std::string conditional(const std::string& test, const std::string& a, const std::string& b) { return "(ite " + test + " " + a + " " + b + ")"; }

/// Bits of a cell: its value less the smallest of its domain.
inline int width_of(const Variable& variable) {
    return std::max(1, int(std::bit_width(std::uint64_t(variable.high) - std::uint64_t(variable.low))));
}

/// Numbers are 64-bit vectors, cells as many bits as they need, truth values Bool.
class Smt : public Dialect {
  public:
    explicit Smt(const Program& program) : program_(program), cells_(program) {
        for (CellId cell = 0; cell < cells_.size(); ++cell) now_.push_back("c" + std::to_string(cell));
    }

    /// The names by which cells are read from now on: those before a step, or after it.
    std::vector<std::string>& now() { return now_; }
    const Cells& cells() const { return cells_; }

    virtual std::string sort(int width) const { return "(_ BitVec " + std::to_string(width) + ")"; }
    virtual std::string literal(std::uint64_t value, int width) const { return bits(value, width); }
    /// What a cell holds initially.
    virtual std::string initial(CellId cell) const {
        const Variable& variable = program_.variables[cells_.variable(cell)];
        return bits(std::uint64_t(cells_.initial(cell)) - std::uint64_t(variable.low), width_of(variable));
    }

    std::string constant(std::int64_t value) const override { return word(value); }
    std::string load(VarId variable) const override { return raised(cells_.first(variable)); }
    std::string element(VarId variable, const std::string& index) const override {
        for (std::uint32_t i = 0; i < program_.variables[variable].count; ++i)
            if (index == constant(i)) return raised(cells_.first(variable) + i);
        std::string text = constant(0);
        for (std::uint32_t i = program_.variables[variable].count; i-- > 0;)
            text = conditional(call("=", index, constant(i)), raised(cells_.first(variable) + i), text);
        return text;
    }
    std::string number(const std::string& truth) const override { return conditional(truth, constant(1), constant(0)); }
    std::string truth(const std::string& number) const override { return "(not " + call("=", number, constant(0)) + ")"; }
    std::string assign(const std::string& to, const std::string& value) const override { return "(let ((" + to + " " + value + "))"; }

    std::string apply(const Expression& node, const std::string& a, const std::string& b, const std::string& c) const override {
        const std::string amount = node.op >= Op::shift_left && node.op <= Op::shift_right_unsigned ? call("bvand", b, word(63)) : "";
        const auto unless_zero = [&](const char* function) { return conditional(call("=", b, word(0)), word(0), call(function, a, b)); };
        const auto extend = [&](const char* function) {
            const std::string low = "((_ extract " + std::to_string(node.value - 1) + " 0) " + a + ")";
            return "((_ " + std::string(function) + " " + std::to_string(64 - node.value) + ") " + low + ")";
        };
        switch (node.op) {
            case Op::negate: return "(bvneg " + a + ")";
            case Op::bit_not: return "(bvnot " + a + ")";
            case Op::logic_not: return "(not " + a + ")";
            case Op::add: return call("bvadd", a, b);
            case Op::subtract: return call("bvsub", a, b);
            case Op::multiply: return call("bvmul", a, b);
            case Op::divide: return unless_zero("bvsdiv");
            case Op::remainder: return unless_zero("bvsrem");
            case Op::divide_unsigned: return unless_zero("bvudiv");
            case Op::remainder_unsigned: return unless_zero("bvurem");
            case Op::shift_left: return call("bvshl", a, amount);
            case Op::shift_right: return call("bvashr", a, amount);
            case Op::shift_right_unsigned: return call("bvlshr", a, amount);
            case Op::bit_and: return call("bvand", a, b);
            case Op::bit_or: return call("bvor", a, b);
            case Op::bit_xor: return call("bvxor", a, b);
            case Op::equal: return call("=", a, b);
            case Op::not_equal: return "(not " + call("=", a, b) + ")";
            case Op::less: return call("bvslt", a, b);
            case Op::less_equal: return call("bvsle", a, b);
            case Op::less_unsigned: return call("bvult", a, b);
            case Op::less_equal_unsigned: return call("bvule", a, b);
            case Op::logic_and: return call("and", a, b);
            case Op::logic_or: return call("or", a, b);
            case Op::conditional: return conditional(a, b, c);
            case Op::sign_extend: return extend("sign_extend");
            case Op::zero_extend: return extend("zero_extend");
            case Op::constant: case Op::choice: case Op::load: case Op::element: break;
        }
        return "";
    }

    /// A number as the bits of a cell. It must be in the cell's domain.
    virtual std::string lowered(CellId cell, const std::string& number) const {
        const Variable& variable = program_.variables[cells_.variable(cell)];
        return "((_ extract " + std::to_string(width_of(variable) - 1) + " 0) " + (variable.low == 0 ? number : call("bvsub", number, word(variable.low))) + ")";
    }

    /// The value of a cell as a number.
    virtual std::string raised(CellId cell) const {
        const Variable& variable = program_.variables[cells_.variable(cell)];
        const std::string wide = "((_ zero_extend " + std::to_string(64 - width_of(variable)) + ") " + now_[cell] + ")";
        return variable.low == 0 ? wide : call("bvadd", wide, word(variable.low));
    }

    // Clauses need conditions, not statements.
    std::string check(const std::string&, const std::string&) const override { return ""; }
    std::string assume(const std::string&) const override { return ""; }
    std::string store(VarId, const std::string&, const std::string&) const override { return ""; }
    std::string make_dangle(VarId, const std::string&, std::int64_t) const override { return ""; }

  protected:
    const Program& program_;
    Cells cells_;
    std::vector<std::string> now_;
};

/// Numbers and cells are mathematical integers: nothing wraps, and a domain of all 64-bit numbers has no ends.
class Integers final : public Smt {
  public:
    using Smt::Smt;

    std::string sort(int) const override { return "Int"; }
    std::string literal(std::uint64_t value, int) const override { return std::to_string(value); }
    std::string initial(CellId cell) const override { return constant(cells_.initial(cell)); }
    std::string constant(std::int64_t value) const override {
        if (value >= 0) return std::to_string(value);
        return "(- " + std::to_string(0 - std::uint64_t(value)) + ")";
    }
    std::string lowered(CellId, const std::string& number) const override { return number; }
    std::string raised(CellId cell) const override { return now_[cell]; }

    std::string apply(const Expression& node, const std::string& a, const std::string& b, const std::string& c) const override {
        const auto both_positive = [&](const char* relation) {   // a negative number is beyond all others
            const std::string sign_a = call("<", a, "0"), sign_b = call("<", b, "0");
            return conditional(call("=", sign_a, sign_b), call(relation, a, b), sign_b);
        };
        switch (node.op) {
            case Op::negate: return "(- " + a + ")";
            case Op::bit_not: return "(- (- 1) " + a + ")";
            case Op::add: return call("+", a, b);
            case Op::subtract: return call("-", a, b);
            case Op::multiply: return call("*", a, b);
            case Op::less: return call("<", a, b);
            case Op::less_equal: return call("<=", a, b);
            case Op::less_unsigned: return both_positive("<");
            case Op::less_equal_unsigned: return both_positive("<=");
            case Op::zero_extend: return node.value == 64 ? a : call("mod", a, power(node.value));
            case Op::sign_extend: return node.value == 64 ? a : sign_extended(call("mod", a, power(node.value)), node.value);
            case Op::logic_not: case Op::equal: case Op::not_equal: case Op::logic_and: case Op::logic_or: case Op::conditional:
                return Smt::apply(node, a, b, c);
            default: throw std::invalid_argument(std::string("the program computes with bits or divides (") + name(node.op) + "); that is not done with integers");
        }
    }

  private:
    static std::string power(std::int64_t exponent) { return std::to_string(std::uint64_t{1} << exponent); }
    static std::string sign_extended(const std::string& low, std::int64_t bits_kept) {
        return conditional(call("<", low, power(bits_kept - 1)), low, call("-", low, power(bits_kept)));
    }
};

}  // namespace mmapck::checker::exports
