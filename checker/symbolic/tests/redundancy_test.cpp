// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/redundancy.h"

#include <doctest/doctest.h>

#include "model/lang/compile.h"

namespace mmapck::checker::symbolic {
namespace {

/// A line for each.
std::string found(const std::string& text) {
    lang::Unit unit;
    unit.path = "r.c";
    unit.text = "#include <mmapck/primitives.h>\n" + text;
    unit.include_dirs = {std::string(MMAPCK_SOURCE_DIR) + "/model/kernel/include"};
    unit.faults.at_most = 1;
    const lang::Compiled compiled = lang::compile(unit);
    REQUIRE_MESSAGE(compiled.program.has_value(), lang::to_text(compiled.diagnostics));
    const Redundancies result = redundancies(*compiled.program, {});
    CHECK(result.reason == "");
    CHECK(result.unanswered == 0);
    std::string lines;
    for (const Redundancy& one : result.found) lines += std::to_string(one.where.line) + ": " + one.name + ": " + one.reason + "\n";
    return lines;
}

TEST_CASE("assumptions that contradict each other, in the setup and on one way of a task") {
    CHECK(found("static u8 x range(0, 9);\nSETUP(s) { x = choose(0, 9); assume(x < 3); assume(x > 5); }\nTASK(A) { x = 1; }\n") ==
          "3: assume(x > 5): it contradicts what was assumed or tested before, so that no run goes on\n");
    CHECK(found("static u8 x range(0, 9);\nTASK(A) { u8 y = choose(0, 9); if (y < 2)\nassume(y == 2); x = y; }\n") ==
          "4: assume(y == 2): it contradicts what was assumed or tested before, so that no run goes on\n");
    CHECK(found("static u8 x range(0, 9);\nSETUP(s) { x = choose(0, 9); assume(x < 6); assume(x > 3); }\nTASK(A) { assume(x == 5); x = 1; }\n") == "");
}

TEST_CASE("a fault point behind tests that contradict each other") {
    CHECK(found("static u8 x range(0, 9);\nstatic int f(u8 y) { if (y > 4 && y * 2 < 9)\nreturn fault(\"never\", -5, FAULT_IO); return fault(\"sometimes\", -5, FAULT_IO); }\n"
                "TASK(A) { if (!f(x)) x = 3; }\n") == "4: never: the tests on every way to it contradict each other, so that it never fails\n");
}

TEST_CASE("a fault point that is inlined twice, and can fail once") {
    CHECK(found("static u8 x range(0, 9);\nstatic int f(u8 y) { return y > 9 ? 0 : 1; }\nstatic int g(u8 y) { if (f(y)) return fault(\"g\", -5, FAULT_IO); return 0; }\n"
                "TASK(A) { u8 big = 12; if (!g(big)) x = 3; if (!g(x)) x = 4; }\n") == "");
}

TEST_CASE("invariants that say nothing, that follow from others, and that no move can break") {
    const std::string program = "static u8 a range(0, 9), b range(0, 9), c range(0, 9);\nTASK(A) { for (;;) { c = choose(2, 5); a = choose(0, 9); b = a; } }\n";
    const auto with = [&](const std::string& name, const std::string& condition) {
        return "INVARIANT(" + name + ", EVERY_STEP, \"words\") { return " + condition + "; }\n";
    };
    CHECK(found(program + with("domain_only", "a < 10 && a + b <= 18")) == "4: domain-only: the intervals in which values stay imply it\n");
    CHECK(found(program + with("first", "a < 8") + with("second", "b < 8") + with("third", "c != 3") + with("sum", "a + b < 15")) ==
          "7: sum: it follows from 'first' and 'second'\n");
    CHECK(found(program + with("one", "a < 5")) == "");
    const std::string pair = "static u8 a range(0, 9), b range(0, 9);\nstatic __atomic_step void pair(void) { a = choose(0, 9); b = a; }\nTASK(A) { for (;;) pair(); }\n";
    CHECK(found(pair + with("alike", "a == b")) == "5: alike: no move leads to a state in which it does not hold, whatever the state before\n");
    CHECK(found(pair + with("small", "a + b < 19")) == "5: small: the intervals in which values stay imply it\n");
    CHECK(found(pair + with("other", "a != b || a < 9")) == "");
}

TEST_CASE("an invariant of returns that no return can break") {
    const std::string program = "static u8 a range(0, 9);\n__syscall static long f(void) { a = 3; return 0; }\nTASK(A) { f(); }\n";
    CHECK(found(program + "INVARIANT(kept, AT_RETURN, \"words\") { return a != 4; }\n") ==
          "5: kept: no system call can return so that it does not hold, whatever the state before\n");
    CHECK(found(program + "INVARIANT(lost, AT_RETURN, \"words\") { return a != 3; }\n") == "");
}

TEST_CASE("a solver that is not there finds nothing, and the questions count as not answered") {
    lang::Unit unit;
    unit.path = "r.c";
    unit.text = "#include <mmapck/primitives.h>\nstatic u8 a range(0, 9), b range(0, 9);\nTASK(A) { for (;;) { a = choose(0, 9); b = a; } }\n"
                "INVARIANT(any, EVERY_STEP, \"words\") { return a + b < 18; }\n";
    unit.include_dirs = {std::string(MMAPCK_SOURCE_DIR) + "/model/kernel/include"};
    const lang::Compiled compiled = lang::compile(unit);
    REQUIRE(compiled.program.has_value());
    SolverOptions none;
    none.program = "no-such-solver";
    const Redundancies result = redundancies(*compiled.program, none);
    CHECK(result.found.empty());
    CHECK(result.questions > 0);
    CHECK(result.unanswered == result.questions);
}

}  // namespace
}  // namespace mmapck::checker::symbolic
