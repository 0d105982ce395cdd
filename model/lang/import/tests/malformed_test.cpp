// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;

namespace {

/// Files, and what is imported beside them.
class Files {
  public:
    void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

    Imported import_main(const std::string& text) const {
        Unit unit;
        unit.path = folder_.path("inner/main.c");
        unit.text = text;
        unit.shown_relative_to = folder_.path();
        return import(unit);
    }

  private:
    TemporaryFolder folder_;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string repeated(const std::string& part, std::size_t times) {
    std::string result;
    result.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        result += part;
    }
    return result;
}

}  // namespace

TEST_CASE("an empty unit is a unit") {
    CHECK(tree_of("").functions.empty());
    CHECK(tree_of("\n\n").functions.empty());
}

TEST_CASE("a text that is too large") {
    const Imported imported = import_text("int x = " + std::string(10'000'000, '('));
    CHECK(summary(imported) == "test.c:0:0: the file has 10000008 bytes, more than the 8388608 that are read\n");
}

TEST_CASE("brackets nested without end") {
    CHECK(summary(import_text("int x = " + std::string(7'000'000, '('))) == "test.c:1:265: brackets are nested more than 256 deep\n");
    CHECK(summary(import_text("void f(void) {\n" + std::string(300, '{'))) == "test.c:2:256: brackets are nested more than 256 deep\n");
    const Imported imported = import_text("#define P ((((((((((((((((((((\n#define Q P P P P P P P P P P P P P P\nint x = Q 1;\n");
    CHECK(first_line(summary(imported)) == "test.c:3:9: brackets are nested more than 256 deep, macros expanded");
}

TEST_CASE("statements without end") {
    CHECK(summary(import_text("int f(int a) { return " + std::string(1'000'000, '!') + "a; }")) ==
          "test.c:1:10022: a statement of more than 10000 tokens\n");
    CHECK(summary(import_text("int f(int a) { return " + repeated("-+", 4000) + "a; }")) == "test.c:1:420: nested more than 400 levels deep\n");
    CHECK(import_text("int f(int a) { " + repeated("if (a == 1) return 1; else\n", 20'000) + "return 0; }").diagnostics.size() == 1);
}

TEST_CASE("bytes that are no text") {
    CHECK(summary(import_text("int x;\nint \xff y;\n")) == "test.c:2:5: the file is not UTF-8 text here\n");
    CHECK(summary(import_text("int x;\nint \xc3( y;\n")) == "test.c:2:5: the file is not UTF-8 text here\n");
    CHECK(summary(import_text(std::string("int x;\nint y\0;\n", 14))) == "test.c:2:6: the file holds a NUL byte\n");
    CHECK(import_text("/* \xc3\xa9 */ int x;\n").diagnostics.empty());
}

TEST_CASE("macros that expand without end") {
    std::string objects = "#define A0 x\n";
    std::string functions = "#define F0(x) x x\n";
    for (int i = 1; i < 60; ++i) {
        const std::string before = std::to_string(i - 1);
        objects += "#define A" + std::to_string(i) + " A" + before + " A" + before + "\n";
        functions += "#define F" + std::to_string(i) + "(x) F" + before + "(F" + before + "(x))\n";
    }
    CHECK(summary(import_text(objects + "int y = A59;\n")) == "test.c:61:9: the macro 'A59' expands to more than 100000 tokens\n");
    CHECK(summary(import_text(objects + "#if A59\n#endif\nint y;\n")) == "test.c:61:5: the macro 'A59' expands to more than 100000 tokens\n");
    CHECK(summary(import_text(functions + "int y = F59(1);\n")) == "test.c:61:9: the macro 'F59' expands to more than 100000 tokens\n");
    CHECK(summary(import_text("#define D(x) x x\nint y = " + repeated("D(", 60) + "1" + repeated(")", 60) + ";\n")) ==
          "test.c:2:9: the macro 'D' expands to more than 100000 tokens\n");
}

TEST_CASE("pragmas of which some stop a compiler") {
    CHECK(summary(import_text("#pragma once\nint x;\n")).empty());
    CHECK(summary(import_text("#pragma clang __debug crash\nint x;\n")) == "test.c:1:1: pragmas are not part of model C\n");
    CHECK(first_line(summary(import_text("_Pragma(\"clang __debug parser_crash\")\nint x;\n"))) == "test.c:1:1: pragmas are not part of model C");
}

TEST_CASE("includes") {
    const Files files;
    files.write("inner/a.h", "#pragma once\nint a;\n");
    files.write("b.h", "#include \"inner/a.h\"\nint b;\n");
    CHECK(summary(files.import_main("#include \"a.h\"\n#include \"../b.h\"\nint c;\n")).empty());
    CHECK(summary(files.import_main("#include \"missing.h\"\nint c;\n")) == "inner/main.c:1:10: 'missing.h' is not found\n");
    CHECK(files.import_main("#include \"missing.h\"\n").diagnostics.at(0).suggestion == "folders searched: inner");
    CHECK(summary(files.import_main("#include <missing.h>\n#include <gone.h>\n")) ==
          "inner/main.c:1:10: 'missing.h' is not found\ninner/main.c:2:10: 'gone.h' is not found\n");
    CHECK(summary(files.import_main("#include \"../inner\"\n")) == "inner/main.c:1:10: '../inner' is a folder\n");
    CHECK(summary(files.import_main("#include \"/etc/passwd\"\n")) == "inner/main.c:1:10: an include names the absolute path '/etc/passwd'\n");
    CHECK(summary(files.import_main("#include \"../../../../../../../../../../etc/passwd\"\n")) ==
          "inner/main.c:1:10: '../../../../../../../../../../etc/passwd' leads out of the folders that a model may include from\n");
    CHECK(summary(files.import_main("#if __has_include(\"/etc/passwd\")\nfloat f;\n#endif\n")).empty());
    CHECK(first_line(summary(files.import_main("#include \"\"\n"))) == "inner/main.c:1:10: empty filename");
    CHECK(first_line(summary(files.import_main("#include_next <a.h>\n"))) == "inner/main.c:1:2: #include_next is not part of model C");
}

TEST_CASE("an include cycle is named") {
    const Files files;
    files.write("inner/a.h", "#include \"b.h\"\n");
    files.write("inner/b.h", "#include \"a.h\"\n#include \"a.h\"\n");
    const Imported imported = files.import_main("#include \"a.h\"\n");
    REQUIRE(!imported.diagnostics.empty());
    CHECK(imported.diagnostics[0].message.find("include cycle: ") == 0);
    CHECK(imported.diagnostics[0].message.find("a.h includes b.h includes a.h") != std::string::npos);
    CHECK(imported.diagnostics[0].suggestion.find("#pragma once") != std::string::npos);
}

TEST_CASE("a problem in an included file is reported in that file") {
    const Files files;
    files.write("inner/a.h", "int x;\nint y\xff;\n");
    CHECK(summary(files.import_main("#include \"a.h\"\n")) == "inner/a.h:2:6: the file is not UTF-8 text here\n");
}
