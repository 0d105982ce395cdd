// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;

namespace {

/// One construct outside of the subset: where it is reported, and parts of what is said.
struct Rejected {
    const char* text;
    unsigned line;
    unsigned column;
    const char* message;
    const char* suggestion;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Each of them alone in a unit, as the only error.
template <std::size_t n>
void check_all(const Rejected (&cases)[n]) {
    for (const Rejected& expected : cases) {
        const Imported imported = import_text(expected.text);
        INFO(std::string(expected.text), "\n", summary(imported));
        CHECK_FALSE(imported.unit.has_value());
        REQUIRE(!imported.diagnostics.empty());
        const Diagnostic& first = imported.diagnostics[0];
        CHECK(first.file == "test.c");
        CHECK(first.line == expected.line);
        CHECK(first.column == expected.column);
        CHECK(contains(first.message, expected.message));
        CHECK(contains(first.suggestion, expected.suggestion));
        CHECK(!first.suggestion.empty());
        CHECK(!first.source_line.empty());
        for (std::size_t i = 1; i < imported.diagnostics.size(); ++i) {
            CHECK(imported.diagnostics[i].severity == Severity::note);
        }
    }
}

}  // namespace

TEST_CASE("types outside of the subset") {
    check_all({
        {"union u { int a; char b; };", 1, 7, "union", "struct with a member for each case"},
        {"struct s {\n\tunion { int a; } u;\n};", 2, 19, "union", "enum that says which"},
        {"float x;", 1, 7, "'float'", "integer"},
        {"struct s { double d; };", 1, 19, "'double'", "integer"},
        {"_Complex int c;", 1, 14, "floating", "integer"},
        {"__int128 wide;", 1, 10, "'__int128'", "long long"},
        {"_Atomic int a;", 1, 13, "_Atomic", "each statement is one atomic step"},
        {"int v __attribute__((vector_size(16)));", 1, 5, "vector", "array"},
        {"int *p;", 1, 6, "pointer to an integer", "return the value"},
        {"struct s { int a; };\nstruct s **p;", 2, 12, "pointer to a pointer", "put it in a struct"},
        {"struct s { int a; };\nstruct s (*p)[2];", 2, 12, "pointer to an array", "index of the element"},
        {"void *p;", 1, 7, "void pointer", "only for NULL"},
        {"int f(int n) { int a[n]; return 0; }", 1, 20, "variable length", "constant number"},
        {"struct s { int n; int a[]; };", 1, 23, "without a size", "pool"},
        {"int a[0];", 1, 5, "without elements", "at least one"},
        {"struct s { struct { int a; }; };", 1, 12, "unnamed struct", "name"},
        {"int a[100000];", 1, 5, "65536 cells", "fewer elements"},
        {"struct a { int x[40000]; }; struct b { struct a one; struct a two; };", 1, 36, "65536 cells", "fewer"},
        {"_Thread_local int t;", 1, 19, "each thread", "array"},
        {"volatile int v;", 1, 14, "volatile", "leave it out"},
        {"int (*hook)(void);", 1, 7, "function pointer outside of a struct", "struct of operations"},
        {"typedef int small __attribute__((annotate(\"mmapck.range\", 0, 3)));", 1, 34, "typedef", "variables and members"},
        {"int n __attribute__((annotate(\"mmapck.indexed_by\", \"e\")));", 1, 22, "elements of what is not an array", "indexed_by()"},
    });
}

TEST_CASE("expressions outside of the subset") {
    check_all({
        {"struct s { int a; };\nvoid f(struct s *p) { p++; }", 2, 24, "address arithmetic", "index"},
        {"struct s { int a; };\nvoid f(struct s *p) { p += 2; }", 2, 25, "address arithmetic", "index"},
        {"struct s { int a; };\nvoid f(struct s *p) { p = p + 1; }", 2, 29, "address arithmetic", "index"},
        {"struct s { int a; };\nint f(struct s *p, struct s *q) { return p < q; }", 2, 44, "address arithmetic", "index"},
        {"struct s { int a; };\nint f(struct s *p) { return p[1].a; }", 2, 29, "subscript on a pointer", "->"},
        {"struct s { int a; }; static struct s t[2];\nvoid g(struct s *p); void f(void) { g(t); }\nvoid g(struct s *p) { }", 2, 39, "array is used as a pointer",
         "index"},
        {"struct a { int x; }; struct b { int y; };\nstruct a *f(struct b *p) { return (struct a *)p; }", 2, 35, "one type of object to another",
         "points back"},
        {"struct a { int x; };\nlong f(struct a *p) { return (long)p; }", 2, 30, "pointer is turned into an integer", "=="},
        {"struct a { int x; };\nstruct a *f(long n) { return (struct a *)n; }", 2, 30, "integer is turned into a pointer", "NULL"},
        {"int f(void) { return 1.5; }", 1, 22, "floating", "integer"},
        {"int f(int x) { return ({ int y = x; y; }); }", 1, 23, "statement expression", "static inline function"},
        {"struct s { int a; };\nvoid f(struct s *p) { *p = (struct s){ 1 }; }", 2, 28, "compound literal", "declare a variable"},
        {"int f(int x) { return \"abc\"[x]; }", 1, 23, "string", "enum"},
        {"struct s { char name[4]; } s = { \"abc\" };", 1, 34, "string", "enum"},
        {"int f(int x) { return __builtin_popcount(x); }", 1, 23, "__builtin_popcount", "write out"},
        {"void f(void) { __builtin_unreachable(); }", 1, 16, "__builtin_unreachable", "unreachable()"},
        {"int g(int); int f(int x) { return g(x) ?: 1; }\nint g(int x) { return x; }", 1, 35, "?:", "variable first"},
        {"struct s { int a; }; struct s g(void);\nint f(void) { return g().a; }\nstruct s g(void) { struct s s; return s; }", 2, 22, "not stored", "variable first"},
        {"int g(int);\nint f(void) { return g(1); }", 2, 22, "'g' is declared but never defined", "body"},
        {"extern int g;\nint f(void) { return g; }", 2, 22, "'g' is declared but never defined", "define it"},
        {"struct s; struct s *g(void);\nint f(void) { return !g(); }", 2, 23, "never defined", "body"},
        {"int f(int x) { return *&x; }", 1, 23, "pointer to an integer", "return the value"},
    });
}

TEST_CASE("statements outside of the subset") {
    check_all({
        {"void f(void) {\n\tasm(\"nop\");\n}", 2, 2, "inline assembly", "in C"},
        {"asm(\"nop\");\nint x;", 1, 1, "inline assembly", "in C"},
        {"int f(int n) { switch (n) { case 1: while (n) { case 2: n--; } } return 0; }", 1, 49, "case label inside", "directly"},
    });
}

TEST_CASE("computed gotos") {
    CHECK(summary(import_text("void f(void)\n{\n\tgoto *&&out;\nout: ;\n}")).find("test.c:3:2: a goto to a computed label") == 0);
}

TEST_CASE("functions outside of the subset") {
    check_all({
        {"int f(int n)\n{\n\treturn n ? f(n - 1) : 0;\n}", 3, 13, "recursion: 'f' calls 'f'", "loop"},
        {"int b(int n);\nint a(int n) { return b(n); }\nint b(int n) { return a(n); }", 3, 23, "recursion: 'a' calls 'b' calls 'a'", "pool"},
        {"int f(int n, ...) { return n; }", 1, 5, "variable number of arguments", "parameter for each"},
        {"int f() { return 1; }", 1, 5, "without a prototype", "(void)"},
        {"int f(a) int a; { return a; }", 1, 5, "without a prototype", "types of the parameters"},
        {"int (*f(void))(void) { return 0; }", 1, 7, "returns a function pointer", "struct of operations"},
        {"void f(int (*g)(void)) { }", 1, 14, "function pointer outside of a struct", "struct of operations"},
        {"int __mmapck_task(void) { return 1; }", 1, 5, "known to the compiler", "another name"},
        {"struct s { int a; };\nvoid g(struct s *p) { }\nvoid f(void) { struct s x __attribute__((cleanup(g))); }", 3, 42, "cleanup", "every path"},
        {"__attribute__((constructor)) void f(void) { }", 1, 16, "constructor", "SETUP"},
        {"__attribute__((annotate(\"mmapck.fast\"))) void f(void) { }", 1, 16, "unknown annotation 'mmapck.fast'", "__pure"},
    });
}

TEST_CASE("annotations that do not fit") {
    check_all({
        {"#include <mmapck/primitives.h>\nu8 x range(0, 300);", 2, 6, "does not fit in 'u8'", "0 to 255"},
        {"#include <mmapck/primitives.h>\nu8 x range(3, 1);", 2, 6, "is empty", "smaller bound first"},
        {"#include <mmapck/primitives.h>\nstruct s { int a; };\nstruct s x range(0, 1);", 3, 12, "not an integer", "integers"},
        {"#include <mmapck/primitives.h>\nstruct s { int a; };\n__pure int f(struct s *p) { p->a = 1; return 0; }", 3, 34, "pure function stores", "return the value"},
        {"#include <mmapck/primitives.h>\n__pure int f(void) { return choose(0, 1); }", 2, 29, "which is not pure", "do not call it here"},
        {"#include <mmapck/primitives.h>\nTASK(A) { }\nvoid f(void) { mmapck_task_A(); }", 3, 16, "a task or an invariant is called", "function of its own"},
        {"#include <mmapck/primitives.h>\nvoid f(int x) { __mmapck_event(0, NULL, 0); }", 2, 35, "object", "pointer to a struct"},
        {"#include <mmapck/primitives.h>\nINVARIANT(x, 7, \"words\") { return 1; }", 2, 1, "name, a moment and words", "AT_END"},
    });
}

TEST_CASE("what C allows and a model cannot mean") {
    check_all({
        {"int f(void) { return g(1); }", 1, 22, "'g' is not declared", "header"},
        {"int f(int x) { if (x) return 1; }", 1, 33, "return", "every path"},
        {"struct a { int x; }; struct b { int y; };\nstruct a *f(struct b *p) { return p; }", 2, 35, "incompatible pointer", "one type"},
        {"int value; int f(void) { return valeu; }", 1, 33, "undeclared identifier 'valeu'", "write 'value'"},
        {"int f(void) { int a = 1 return a; }", 1, 24, "expected ';'", "write ';' here"},
        {"unsigned char x = 300;", 1, 19, "changes value from 300 to 44", "wider type"},
    });
}

TEST_CASE("several errors at once, in source order") {
    const Imported imported = import_text("float a;\nint f(int n) { return n ? f(n - 1) : 0; }\nunion u { int x; };\nint *p;\n");
    CHECK(summary(imported) ==
          "test.c:1:7: the floating type 'float' is not part of model C\n"
          "test.c:2:27: recursion: 'f' calls 'f'\n"
          "test.c:3:7: a union is not part of model C\n"
          "test.c:4:6: a pointer to an integer is not part of model C\n");
}

TEST_CASE("at most 50 diagnostics") {
    std::string text;
    for (int i = 0; i < 80; ++i) {
        text += "float x" + std::to_string(i) + ";\n";
    }
    const Imported imported = import_text(text);
    CHECK(imported.diagnostics.size() == 50);
    CHECK(imported.diagnostics.back().line == 50);
}

TEST_CASE("in a macro, the place is where the macro is used") {
    const Imported imported = import_text("#define HALF(x) do { float y = (x); } while (0)\nvoid f(int n)\n{\n\tHALF(n);\n}\n");
    CHECK(summary(imported).substr(0, 62) == "test.c:4:2: the floating type 'float' is not part of model C\nt");
    REQUIRE(imported.diagnostics.size() >= 2);
    CHECK(imported.diagnostics[1].severity == Severity::note);
    CHECK(imported.diagnostics[1].line == 1);
    CHECK(imported.diagnostics[1].message == "in the expansion of the macro 'HALF'");
}

TEST_CASE("#line names the file and the line") {
    const Imported imported = import_text("#line 40 \"scenario.json\"\nfloat x;\n");
    CHECK(summary(imported) == "scenario.json:40:7: the floating type 'float' is not part of model C\n");
    CHECK(imported.diagnostics[0].source_line == "float x;");
}
