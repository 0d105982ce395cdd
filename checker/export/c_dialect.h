// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "checker/export/names.h"
#include "checker/export/terms.h"

/// Internal to to_promela.
namespace mmapck::checker::exports {

using namespace program;

inline std::uint64_t width(const Variable& variable) { return std::uint64_t(variable.high) - std::uint64_t(variable.low); }

/// Wider than Promela's types: an embedded C variable.
inline bool wide(const Variable& variable) { return width(variable) > 2147483647; }

/// What is taken off its values where they are stored: Promela's small types have no negative numbers.
inline std::int64_t offset(const Variable& variable) { return wide(variable) ? 0 : variable.low; }

/// The smallest type for 0 to `most`, at most 2^31 - 1.
inline const char* type_for(std::uint64_t most) { return most <= 255 ? "byte" : most <= 32767 ? "short" : "int"; }

/// C with 64-bit numbers that wrap. No assignment operators or "name(" in what stands in a c_expr: SPIN takes them for side effects.
class C final : public Dialect {
  public:
    C(const Program& program, const Names& names) : program_(program), names_(names) {}

    std::string constant(std::int64_t value) const override {
        if (value == std::numeric_limits<std::int64_t>::min()) return "(-9223372036854775807LL - 1)";
        return value < 0 ? "(" + std::to_string(value) + "LL)" : std::to_string(value) + "LL";
    }
    std::string load(VarId variable) const override { return raised(variable, cell(variable, "")); }
    std::string element(VarId variable, const std::string& index) const override {
        const std::string inside = "(word)" + index + " < " + std::to_string(program_.variables[variable].count);
        return "(" + inside + " ? " + raised(variable, cell(variable, index)) + " : 0)";
    }
    std::string element_inside(VarId variable, const std::string& index) const override { return raised(variable, cell(variable, index)); }
    std::string number(const std::string& truth) const override { return "(number)" + truth; }
    std::string truth(const std::string& number) const override { return "(" + number + " != 0)"; }
    std::string assign(const std::string& to, const std::string& value) const override { return to + " = " + value + ";"; }
    std::string check(const std::string& truth, const std::string& words) const override {
        return "if (!" + truth + ") return violate(\"" + words + "\");";
    }
    std::string assume(const std::string& truth) const override { return "if (!" + truth + ") return IMPOSSIBLE;"; }
    std::string store(VarId variable, const std::string& index, const std::string& value) const override {
        const std::int64_t low = offset(program_.variables[variable]);
        return cell(variable, index) + " = " + value + (low == 0 ? "" : " - " + constant(low)) + ";";
    }
    std::string make_dangle(VarId variable, const std::string& object, std::int64_t instances) const override {
        const std::string limits = object + " >= 1 && " + object + " <= " + std::to_string(instances);
        return "for (int i = 0; i < " + std::to_string(program_.variables[variable].count) + "; i++) if (" + limits + " && " +
               raised(variable, cell(variable, "i")) + " == " + object + ") " + cell(variable, "i") + " += " + std::to_string(instances) + ";";
    }

    std::string apply(const Expression& node, const std::string& a, const std::string& b, const std::string& c) const override {
        const auto infix = [&](const char* op) { return "(" + a + " " + op + " " + b + ")"; };
        const auto wrapping = [&](const char* op) { return "(number)((word)" + a + " " + op + " (word)" + b + ")"; };
        const auto call = [&](const char* function) { return std::string(function) + "(" + a + ", " + b + ")"; };
        switch (node.op) {
            case Op::negate: return "(number)(0 - (word)" + a + ")";
            case Op::bit_not: return "(~" + a + ")";
            case Op::logic_not: return "(!" + a + ")";
            case Op::add: return wrapping("+");
            case Op::subtract: return wrapping("-");
            case Op::multiply: return wrapping("*");
            case Op::divide: return call("divide");
            case Op::remainder: return call("remainder_of");
            case Op::divide_unsigned: return call("divide_unsigned");
            case Op::remainder_unsigned: return call("remainder_unsigned");
            case Op::shift_left: return "(number)((word)" + a + " << (" + b + " & 63))";
            case Op::shift_right: return "(" + a + " >> (" + b + " & 63))";
            case Op::shift_right_unsigned: return "(number)((word)" + a + " >> (" + b + " & 63))";
            case Op::bit_and: return infix("&");
            case Op::bit_or: return infix("|");
            case Op::bit_xor: return infix("^");
            case Op::equal: return infix("==");
            case Op::not_equal: return infix("!=");
            case Op::less: return infix("<");
            case Op::less_equal: return infix("<=");
            case Op::less_unsigned: return "((word)" + a + " < (word)" + b + ")";
            case Op::less_equal_unsigned: return "((word)" + a + " <= (word)" + b + ")";
            case Op::logic_and: return infix("&&");
            case Op::logic_or: return infix("||");
            case Op::conditional: return "(" + a + " ? " + b + " : " + c + ")";
            case Op::sign_extend: return "((number)((word)" + a + " << " + std::to_string(64 - node.value) + ") >> " + std::to_string(64 - node.value) + ")";
            case Op::zero_extend: return "(number)((word)" + a + " << " + std::to_string(64 - node.value) + " >> " + std::to_string(64 - node.value) + ")";
            case Op::constant: case Op::choice: case Op::load: case Op::element: break;
        }
        return "";
    }

  private:
    std::string cell(VarId variable, const std::string& index) const {
        const bool array = program_.variables[variable].count > 1;
        return "now." + names_.variables[variable] + (array ? "[" + (index.empty() ? "0" : index) + "]" : "");
    }
    std::string raised(VarId variable, const std::string& stored) const {
        const std::int64_t low = offset(program_.variables[variable]);
        return low == 0 ? "(number)" + stored : "(" + stored + " + " + constant(low) + ")";
    }

    const Program& program_;
    const Names& names_;
};

}  // namespace mmapck::checker::exports
