// SPDX-License-Identifier: Apache-2.0
#include "model/lang/compile.h"

#include <doctest/doctest.h>

#include "model/program/passes.h"

using namespace mmapck::lang;

namespace {

Unit unit_of(const std::string& text) {
    Unit unit;
    unit.path = "test.c";
    unit.text = text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.shown_relative_to = MMAPCK_SOURCE_DIR;
    return unit;
}

const std::string primitives = "#include <mmapck/primitives.h>\n";

Compiled compile_text(const std::string& text) { return compile(unit_of(primitives + text)); }

}  // namespace

TEST_CASE("a model becomes a valid program") {
    const Compiled compiled = compile_text("static struct mutex m; TASK(A) { mutex_lock(&m); mutex_unlock(&m); }\n");
    CHECK(to_text(compiled.diagnostics).empty());
    REQUIRE(compiled.program.has_value());
    CHECK(mmapck::program::validate(*compiled.program).empty());
    REQUIRE(compiled.program->tasks.size() >= 1);
    CHECK(compiled.program->locks.size() == 1);
    CHECK(compiled.program->locks[0].name == "m");
}

TEST_CASE("the same text makes the same program") {
    const char* text = "static u8 n range(0, 3); TASK(A) { n++; } TASK(B) { if (n) n = choose(0, 2); }\n";
    const Compiled first = compile_text(text);
    const Compiled second = compile_text(text);
    REQUIRE(first.program.has_value());
    REQUIRE(second.program.has_value());
    CHECK(*first.program == *second.program);
}

TEST_CASE("errors of C, of the subset and of the lowering are told alike") {
    CHECK(to_text(compile_text("TASK(A) { return 1 }\n").diagnostics) ==
          "test.c:2:11: error: void function 'mmapck_task_A' should not return a value\n"
          "    TASK(A) { return 1 }\n"
          "              ^\n"
          "    write 'return;'\n"
          "test.c:2:19: error: expected ';' after return statement\n"
          "    TASK(A) { return 1 }\n"
          "                      ^\n"
          "    write ';' here\n");
    CHECK(to_text(compile_text("TASK(A) { float f; }\n").diagnostics) ==
          "test.c:2:17: error: the floating type 'float' is not part of model C\n"
          "    TASK(A) { float f; }\n"
          "                    ^\n"
          "    use an integer, scaled if need be\n");
    const Compiled no_task = compile_text("static int x;\n");
    CHECK_FALSE(no_task.program.has_value());
    REQUIRE(no_task.diagnostics.size() == 1);
    CHECK(!no_task.diagnostics[0].message.empty());
}

TEST_CASE("a text that goes on from a prelude is compiled as if it stood alone behind it") {
    Compiler compiler;
    const std::string prelude = primitives + "#define LAST 2\nstatic u8 n range(0, LAST); static void more(void) { if (n < LAST) n++; }\n";
    const auto same = [&](const std::string& text) {
        const Compiled alone = compile(unit_of(prelude + text));
        const std::optional<mmapck::program::Program> shared = compiler.compile(prelude, unit_of("#line 4 \"test.c\"\n" + text));
        REQUIRE(alone.program);
        REQUIRE(shared);
        CHECK(mmapck::program::to_text(*alone.program) == mmapck::program::to_text(*shared));
    };
    same("TASK(A) { more(); }\n");
    same("enum which { one, two }; static enum which w; TASK(A) { more(); w = two; }\n");
    same("enum which { two, three }; static u8 x[3] range(0, 1); static enum which w; TASK(A) { w = three; x[n] = 1; } TASK(B) { more(); }\n");
    same("static struct mutex m; TASK(A) { mutex_lock(&m); more(); mutex_unlock(&m); }\n");
    same("TASK(A) { more(); }\n");
}

TEST_CASE("a text that would leave something behind is not compiled behind a prelude, nor is one with errors, and the next one is") {
    Compiler compiler;
    const std::string prelude = primitives + "static u8 n range(0, 3); static void more(void);\nstatic void more(void) { n = 1; }\n";
    const std::string task = "TASK(A) { more(); }\n";
    for (const std::string text : {"#define EXTRA 1\n", "/* */ # define EXTRA 1\n", "#undef TASK\n", "#include <mmapck/locks.h>\n", "static void more(void);\n",
                                   "static int unfinished(void) {\n", "#pragma once\n", "_Pragma(\"once\")\n", "static float f;\n"}) {
        CAPTURE(text);
        CHECK_FALSE(compiler.compile(prelude, unit_of(text + task)));
        CHECK(compiler.compile(prelude, unit_of(task)));
    }
    CHECK_FALSE(compiler.compile("this is no C\n", unit_of(task)));
}
