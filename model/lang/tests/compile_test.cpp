// SPDX-License-Identifier: Apache-2.0
#include "model/lang/compile.h"

#include <doctest/doctest.h>

#include "model/program/passes.h"

using namespace mmapck::lang;

namespace {

Compiled compile_text(const std::string& text) {
    Unit unit;
    unit.path = "test.c";
    unit.text = "#include <mmapck/primitives.h>\n" + text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.shown_relative_to = MMAPCK_SOURCE_DIR;
    return compile(unit);
}

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
