// SPDX-License-Identifier: Apache-2.0
// Random expressions: Clang computes each one over literals, we compute it over variables that have the same values.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <random>
#include <sstream>

#include "checker/explicit/check.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace {

using namespace mmapck;

constexpr std::array types{"s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "bool"};

/// Writes one expression twice: over variables named v0, v1, ... and over their values.
class Writer {
  public:
    explicit Writer(std::uint32_t seed) : random_(seed) {
        constexpr std::array<std::int64_t, 9> interesting{0, 1, 2, 7, 100, 127, 255, 32767, 65535};
        for (std::size_t i = 0; i < types.size(); ++i) {
            const bool is_bool = i + 1 == types.size();
            values_.push_back(is_bool ? pick(2) : interesting[static_cast<std::size_t>(pick(9))] - pick(3));
        }
    }

    std::string variables(bool chosen) {
        std::ostringstream out;
        for (std::size_t i = 0; i < types.size(); ++i) {
            const std::string value = "(" + std::string(types[i]) + ")(" + std::to_string(values_[i]) + ")";
            out << types[i] << " v" << i << " = " << (chosen ? "__mmapck_choose(" + value + ", " + value + ")" : value) << ";\n";
        }
        return out.str();
    }

    struct Pair {
        std::string variables;
        std::string literals;
    };

    Pair expression(int depth) {
        if (depth == 0 || pick(6) == 0) {
            const auto i = static_cast<std::size_t>(pick(static_cast<int>(types.size())));
            return {"v" + std::to_string(i), "((" + std::string(types[i]) + ")(" + std::to_string(values_[i]) + "))"};
        }
        const Pair a = expression(depth - 1);
        const Pair b = expression(depth - 1);
        const auto both = [&](const std::string& before, const std::string& middle, const std::string& after) {
            return Pair{before + a.variables + middle + b.variables + after, before + a.literals + middle + b.literals + after};
        };
        switch (pick(8)) {
        case 0: {
            constexpr std::array operators{" + ", " - ", " * ", " & ", " | ", " ^ "};
            return both("(", operators[static_cast<std::size_t>(pick(6))], ")");
        }
        case 1: {
            constexpr std::array operators{" < ", " <= ", " > ", " >= ", " == ", " != ", " && ", " || "};
            return both("(", operators[static_cast<std::size_t>(pick(8))], ")");
        }
        case 2: return both("(", pick(2) != 0 ? " / (1 + (u8)(" : " % (1 + (u8)(", ")))");
        case 3: return both("(", pick(2) != 0 ? " >> (15 & " : " << (7 & ", "))");
        case 4: {
            const Pair c = expression(depth - 1);
            return {"(" + a.variables + " ? " + b.variables + " : " + c.variables + ")",
                    "(" + a.literals + " ? " + b.literals + " : " + c.literals + ")"};
        }
        case 5: return {"(-" + a.variables + ")", "(-" + a.literals + ")"};
        case 6: {
            const std::string negation = pick(2) != 0 ? "(~" : "(!";
            return {negation + a.variables + ")", negation + a.literals + ")"};
        }
        default: {
            const std::string type = types[static_cast<std::size_t>(pick(static_cast<int>(types.size())))];
            return {"((" + type + ")" + a.variables + ")", "((" + type + ")" + a.literals + ")"};
        }
        }
    }

    int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint32_t>(below)); }

  private:
    std::mt19937 random_;
    std::vector<std::int64_t> values_;
};

}  // namespace

TEST_CASE("expressions mean what Clang says") {
    CHECK(rc::check("expressions mean what Clang says", [](std::uint32_t seed) {
        Writer writer(seed);
        lang::Unit unit;
        unit.path = "random.c";
        unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
        unit.text = "#include <mmapck/primitives.h>\nTASK(A)\n{\n" + writer.variables(writer.pick(2) != 0);
        for (int i = 0; i < 8; ++i) {
            const auto [variables, literals] = writer.expression(4);
            unit.text += "assert(" + variables + " == " + literals + ");\n";
        }
        unit.text += "}\n";
        const lang::Compiled compiled = lang::compile(unit);
        if (!compiled.program) RC_FAIL(lang::to_text(compiled.diagnostics) + unit.text);
        const checker::Verdict verdict = checker::explicit_::check(*compiled.program, {}, {});
        if (verdict.status != checker::Status::holds)
            RC_FAIL(verdict.counterexamples.at(0).violation.kind + ": " + verdict.counterexamples[0].violation.words + "\n" + unit.text);
    }));
}

TEST_CASE("a program that is too large is refused in time") {
    lang::Unit unit;
    unit.path = "large.c";
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.text = "#include <mmapck/primitives.h>\nstatic int x;\nstatic void f0(void) { x++; }\n";
    for (int i = 1; i < 12; ++i) {
        const std::string inner = "f" + std::to_string(i - 1) + "(); ";
        unit.text += "static void f" + std::to_string(i) + "(void) { " + inner + inner + inner + inner + "}\n";
    }
    unit.text += "TASK(A) { f11(); }\n";
    const lang::Compiled compiled = lang::compile(unit);
    REQUIRE(compiled.diagnostics.size() == 1);
    CHECK(compiled.diagnostics[0].message.find("more than 200000 steps; the last is in task A > f11 > f10") != std::string::npos);
}
