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
        const std::optional<mmapck::program::Program> shared = compiler.compile({}, unit_of(prelude), {}, unit_of("#line 4 \"test.c\"\n" + text)).program;
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

TEST_CASE("what a text defines or includes is gone for the next one, and so is a prelude whose macros a text has changed") {
    Compiler compiler;
    const std::string prelude = primitives + "#define LAST 2\nstatic u8 n range(0, LAST);\n";
    for (const std::string text : {"#define EXTRA 1\nTASK(A) { n = EXTRA; }\n", "#ifdef EXTRA\nnone of this\n#endif\nTASK(A) { n = 2; }\n",
                                   "#define EXTRA 0\n#undef EXTRA\n#define EXTRA 2\nTASK(A) { n = EXTRA; }\n", "#undef LAST\n#define LAST 1\nTASK(A) { n = LAST; }\n",
                                   "TASK(A) { n = LAST; }\n", "#include <mmapck/locks.h>\nstatic struct mutex m; TASK(A) { mutex_lock(&m); mutex_unlock(&m); }\n",
                                   "#include <mmapck/locks.h>\nstatic struct mutex m; TASK(A) { mutex_lock(&m); mutex_unlock(&m); }\n"}) {
        CAPTURE(text);
        const Compiled alone = compile(unit_of(prelude + text));
        const std::optional<mmapck::program::Program> shared =
            compiler.compile({}, unit_of(prelude), {}, unit_of("#line " + std::to_string(1 + std::ranges::count(prelude, '\n')) + "\n" + text)).program;
        REQUIRE(alone.program);
        REQUIRE(shared);
        CHECK(mmapck::program::to_text(*alone.program) == mmapck::program::to_text(*shared));
    }
}

TEST_CASE("a header goes on from the prelude for the texts that have it, and is gone for the others") {
    Compiler compiler;
    const std::string prelude = primitives + "static u8 n range(0, N);\n";
    const std::string plain = "#define EXTRA 1\nstatic u8 x[N] range(0, M); static void more(void) { x[N - 1] = EXTRA; }\n";
    const std::string labels = "static void more(void) { switch (n) { case M: n = 1; break; default: n = 0; } }\n";
    const std::string static_local = "static void more(void) { static u8 x range(0, 1); x = 1; }\n";
    const std::string fresh = "#ifdef EXTRA\nnone of this\n#endif\nstatic void more(void) { n++; }\n";
    const std::string conditional = "#if N > 2\n#define STEP 1\n#else\n#define STEP 0\n#endif\nstatic void more(void) { n = STEP; }\n";
    for (const std::string& header : {plain, plain, fresh, labels, static_local, std::string(), conditional, plain, fresh})
        for (const auto& [n, m] : {std::pair(3, 2), std::pair(3, 2), std::pair(2, 1)})
            for (const std::string text : {"static u8 y; TASK(A) { more(); y = M; }\n", "enum which { one, two }; static enum which y; TASK(A) { more(); y = two; }\n"}) {
                CAPTURE(header + text);
                const std::string called = (header.empty() ? "static void more(void) { n = 2; }\n" : "") + text, placed = "#line 1 \"test.c\"\n";
                const std::string numbers = "#define N " + std::to_string(n) + "\n#define M " + std::to_string(m) + "\n";
                const Compiled alone = compile(unit_of(numbers + placed + prelude + "#line 1\n" + header + "#line 1\n" + called));
                const std::optional<mmapck::program::Program> shared =
                    compiler.compile({{"N", n}, {"M", m}}, unit_of(placed + prelude), header.empty() ? mmapck::lang::Unit{} : unit_of(header), unit_of("#line 1\n" + called)).program;
                REQUIRE(alone.program);
                REQUIRE(shared);
                CHECK(*alone.program == *shared);
            }
}

TEST_CASE("a header that leaves something behind, that is wrong or that a text declares anew is told by compiling the whole") {
    Compiler compiler;
    const std::string prelude = primitives + "#define LAST 2\nstatic u8 n range(0, LAST);\n", header = "static void more(void) { n = 1; }\n", task = "TASK(A) { n = 1; }\n";
    const auto compiles = [&](const std::string& first, const std::string& text) { return compiler.compile({}, unit_of(prelude), unit_of(first), unit_of(text)).program.has_value(); };
    for (const std::string bad : {"static u8 n;\n", "static float f;\n", "static int unfinished(void) {\n"}) {
        CAPTURE(bad);
        CHECK_FALSE(compiles(bad, task));
        CHECK(compiles(header, task));
        CHECK_FALSE(compiles(header, bad + task));
        CHECK(compiles(header, task));
    }
    CHECK_FALSE(compiles(header, "static void more(void);\n" + task));
    CHECK(compiles("#undef LAST\n" + header, task));
    CHECK(compiles(header, "static u8 last = LAST;\n" + task));
}

namespace {

/// That the program is the same with these values of N and M, one after the other, as where each is compiled alone.
void check_values(const std::string& prelude, const std::string& text, bool is_shared = true) {
    CAPTURE(prelude);
    Compiler compiler;
    for (const auto& [n, m] : {std::pair(3, 2), std::pair(2, 2), std::pair(13, 13), std::pair(4, 1), std::pair(3, 2)}) {
        CAPTURE(n);
        const std::string numbers = std::to_string(n) + "\n#define M " + std::to_string(m) + "\n";
        const Compiled alone = compile(unit_of("#define N " + numbers + primitives + "#line 1\n" + prelude + "#line 1\n" + text));
        const std::optional<mmapck::program::Program> shared = compiler.compile({{"N", n}, {"M", m}}, unit_of(primitives + "#line 1 \"test.c\"\n" + prelude), {}, unit_of(text)).program;
        REQUIRE(alone.program);
        REQUIRE(shared.has_value() == is_shared);
        if (shared) CHECK(mmapck::program::to_text(*alone.program) == mmapck::program::to_text(*shared));
    }
}

}  // namespace

TEST_CASE("a prelude is parsed once for all values of its parameters, and the program is the same as with each of them alone") {
    const std::string use = "TASK(A) { for (int i = 0; i < N; i++) use(i); }\n";
    const std::string uses = "static u8 x range(0, 63); static __pure int at(int i) { return i; } static void use(int i) { x = at(i); }\n";
    check_values(uses, use);
    check_values("static u8 a[N] range(0, N); static u8 b[M] range(0, N + M); static void use(int i) { a[i] = i + M; b[M - 1] = a[0]; }\n", use);
    check_values("struct s { unsigned bits : N; u8 left[N][M]; }; static struct s s; static void use(int i) { s.bits |= 1 << i; s.left[i][M - 1] = 1; }\n", use);
    check_values("struct s { u8 a[N]; u8 b; }; static struct s s; static void use(int i) { struct s zero = { }; s = zero; s.a[i] = 1; }\n", use);
    check_values("enum { size = N }; static u8 a[size]; static u8 start range(0, size) = N - 1; static void use(int i) { a[i] = size; }\n", use);
    check_values("struct s { u8 x; }; POOL(struct s, s, N); static void use(int i) { struct s *s = s_alloc(); if (s) { s->x = i % 2; s_free(s); } }\n", use);
    check_values(uses + "static u8 b[N];\n", "static u8 a[N + M]; TASK(A) { a[N - 1] = 1; b[0] = 1; use(M); }\n");
}

TEST_CASE("a parameter on which more depends than numbers is fixed, and the program is the same") {
    const std::string use = "TASK(A) { use(1); }\n";
    const std::string x = "static u8 x range(0, 255);\n";
    check_values(x + "#if N > 2\nstatic void use(int i) { x = i; }\n#else\nstatic void use(int i) { x = 2 * i; }\n#endif\n", use);
    check_values(x + "static int more(void) { if (N > 1) return 1; } static void use(int i) { x = i + more(); }\n", use);
    check_values(x + "static void use(int i) { switch (i) { case N - 1: x = 1; break; default: x = 2; } }\n", use);
    check_values(x + "_Static_assert(N > 1, \"\"); static void use(int i) { x = i; }\n", use);
    check_values(x + "static const int last = N - 1; static void use(int i) { x = i + last; }\n", use);
    check_values(x + "static void use(int i) { const int last = N - 1; x = i + last; }\n", use);
    check_values(x + "enum { first = N, second }; static void use(int i) { x = i + second; }\n", use);
    check_values(x + "enum named { one = N }; static enum named e; static void use(int i) { e = one; x = i; }\n", use);
    check_values(x + "static u8 a[N] = { 1 }; static void use(int i) { x = a[i]; }\n", use);
    check_values(x + "static u8 a[20] = { [N] = 1 }; static void use(int i) { x = a[i]; }\n", use);
    check_values(x + "static u8 a[N]; static void use(int i) { x = sizeof(a) + i; }\n", use);
    check_values(x + "static u8 a[N], b[13]; static void use(int i) { a[i] = 1; b[12] = 1; x = a[0]; }\n", use);
    check_values(x + "static void use(int i) { x = i; }\n", "#if N > 2\n#define VALUE 1\n#else\n#define VALUE 2\n#endif\nTASK(A) { use(VALUE); }\n");
    check_values(x + "static u8 a[N]; static void use(int i) { x = a[i]; }\n", "TASK(A) { use(sizeof(a)); }\n", false);
    check_values(x + "static u8 a[N]; static void use(int i) { x = a[i]; }\n", "static u8 b[13]; TASK(A) { b[0] = 1; use(1); }\n", false);
}

TEST_CASE("a value that the prelude cannot have is told by compiling the whole, and the next value is compiled") {
    Compiler compiler;
    const std::string prelude = primitives + "static u8 a[N] range(0, N);\nstruct s { unsigned bits : N; }; static struct s s;\n";
    const auto compiles = [&](std::int64_t n) { return compiler.compile({{"N", n}}, unit_of(prelude), {}, unit_of("TASK(A) { a[0] = 1; s.bits = 1; }\n")).program.has_value(); };
    CHECK(compiles(3));
    CHECK_FALSE(compiles(0));
    CHECK_FALSE(compiles(-1));
    CHECK_FALSE(compiles(300));
    CHECK_FALSE(compiles(std::int64_t{1} << 40));
    CHECK(compiles(4));
}

TEST_CASE("a text that would leave something behind is not compiled behind a prelude, nor is one with errors, and the next one is") {
    Compiler compiler;
    const std::string prelude = primitives + "static u8 n range(0, 3); static void more(void);\nstatic void more(void) { n = 1; }\n";
    const std::string task = "TASK(A) { more(); }\n";
    for (const std::string text : {"static void more(void);\n", "static int unfinished(void) {\n", "#undef TASK\n", "#pragma twice\n", "_Pragma(\"once\")\n",
                                   "static float f;\n"}) {
        CAPTURE(text);
        CHECK_FALSE(compiler.compile({}, unit_of(prelude), {}, unit_of(text + task)).program);
        CHECK(compiler.compile({}, unit_of(prelude), {}, unit_of(task)).program);
    }
    CHECK_FALSE(compiler.compile({}, unit_of("this is no C\n"), {}, unit_of(task)).program);
}
