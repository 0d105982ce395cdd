// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "checker/export/names.h"
#include "checker/export/terms.h"

/// Internal to to_murphi.
namespace mmapck::checker::exports {

using namespace program;

inline constexpr int number_bits = 40;   // values of `number` are from -2^40 to 2^40: Rumur needs room beyond its widest type

class Murphi final : public Dialect {
  public:
    Murphi(const Program& program, const Names& names) : program_(program), names_(names) {}

    std::string constant(std::int64_t value) const override { return value < 0 ? "(" + std::to_string(value) + ")" : std::to_string(value); }
    std::string load(VarId variable) const override { return cell(variable, ""); }
    std::string element(VarId variable, const std::string& index) const override {
        const std::uint32_t count = program_.variables[variable].count;
        return "(0 <= " + index + " & " + index + " < " + std::to_string(count) + " ? " + cell(variable, index) + " : 0)";
    }
    std::string element_inside(VarId variable, const std::string& index) const override { return cell(variable, index); }
    std::string number(const std::string& truth) const override { return "(" + truth + " ? 1 : 0)"; }
    std::string truth(const std::string& number) const override { return "(" + number + " != 0)"; }
    std::string assign(const std::string& to, const std::string& value) const override { return to + " := " + value + ";"; }
    std::string check(const std::string& truth, const std::string& words) const override { return "assert " + truth + " \"" + words + "\";"; }
    std::string assume(const std::string& truth) const override { return "assume " + truth + ";"; }
    std::string store(VarId variable, const std::string& index, const std::string& value) const override {
        return cell(variable, index) + " := " + value + ";";
    }
    std::string make_dangle(VarId variable, const std::string& object, std::int64_t instances) const override {
        const std::string limits = "1 <= " + object + " & " + object + " <= " + std::to_string(instances);
        const auto one = [&](const std::string& text) {
            return "if " + limits + " & " + text + " = " + object + " then " + text + " := " + object + " + " + std::to_string(instances) + "; end;";
        };
        const std::uint32_t count = program_.variables[variable].count;
        if (count == 1) return one(cell(variable, ""));
        return "for i: 0 .. " + std::to_string(count - 1) + " do " + one(cell(variable, "i")) + " end;";
    }

    std::string apply(const Expression& node, const std::string& a, const std::string& b, const std::string& c) const override {
        const auto infix = [&](const char* op) { return "(" + a + " " + op + " " + b + ")"; };
        const auto call = [&](const char* function) { return std::string(function) + "(" + a + ", " + b + ")"; };
        const std::string bits = std::to_string(node.value);
        switch (node.op) {
            case Op::negate: return "(0 - " + a + ")";
            case Op::bit_not: return "(-1 - " + a + ")";
            case Op::logic_not: return "(!" + a + ")";
            case Op::add: return infix("+");
            case Op::subtract: return infix("-");
            case Op::multiply: return infix("*");
            case Op::divide: return call("divide");
            case Op::remainder: return call("remainder_of");
            case Op::divide_unsigned: return call("divide_unsigned");
            case Op::remainder_unsigned: return call("remainder_unsigned");
            case Op::shift_left: return call("shift_left");
            case Op::shift_right: return call("shift_right");
            case Op::shift_right_unsigned: return call("shift_right_unsigned");
            // Rumur takes & and | between plain names for logical operators.
            case Op::bit_and: return "((" + a + " + 0) & (" + b + " + 0))";
            case Op::bit_or: return "((" + a + " + 0) | (" + b + " + 0))";
            case Op::bit_xor: return infix("^");
            case Op::equal: return infix("=");
            case Op::not_equal: return infix("!=");
            case Op::less: return infix("<");
            case Op::less_equal: return infix("<=");
            case Op::less_unsigned: return call("less_unsigned");
            case Op::less_equal_unsigned: return "(!less_unsigned(" + b + ", " + a + "))";
            case Op::logic_and: return infix("&");
            case Op::logic_or: return infix("|");
            case Op::conditional: return "(" + a + " ? " + b + " : " + c + ")";
            case Op::sign_extend: return node.value > number_bits ? a : "sign_extend(" + a + ", " + bits + ")";
            case Op::zero_extend: return "zero_extend(" + a + ", " + bits + ")";
            case Op::constant: case Op::choice: case Op::load: case Op::element: break;
        }
        return "";
    }

  private:
    std::string cell(VarId variable, const std::string& index) const {
        const bool array = program_.variables[variable].count > 1;
        return names_.variables[variable] + (array ? "[" + (index.empty() ? "0" : index) + "]" : "");
    }

    const Program& program_;
    const Names& names_;
};

}  // namespace mmapck::checker::exports
