// SPDX-License-Identifier: Apache-2.0
#include "model/lang/diagnostic.h"

#include <doctest/doctest.h>

using namespace mmapck::lang;

namespace {

Diagnostic diagnostic(const std::string& line, std::uint32_t column) {
    Diagnostic result;
    result.file = "a.c";
    result.line = 3;
    result.column = column;
    result.message = "wrong";
    result.source_line = line;
    return result;
}

}  // namespace

TEST_CASE("place, message, line, caret and suggestion") {
    Diagnostic d = diagnostic("int x = 1.5;", 9);
    d.suggestion = "use an integer";
    CHECK(to_text(d) == "a.c:3:9: error: wrong\n    int x = 1.5;\n            ^\n    use an integer\n");
    d.severity = Severity::note;
    d.suggestion.clear();
    CHECK(to_text(d) == "a.c:3:9: note: wrong\n    int x = 1.5;\n            ^\n");
    CHECK(to_text(std::vector<Diagnostic>{d, d}) == to_text(d) + to_text(d));
}

TEST_CASE("what is not known is left out") {
    Diagnostic d;
    d.message = "no tasks";
    CHECK(to_text(d) == "error: no tasks\n");
    d.file = "a.json";
    CHECK(to_text(d) == "a.json: error: no tasks\n");
    d.line = 2;
    CHECK(to_text(d) == "a.json:2: error: no tasks\n");
    d.pointer = "/tasks/A";
    CHECK(to_text(d) == "a.json:2: error: no tasks (at /tasks/A)\n");
}

TEST_CASE("tabs keep the caret in its column") {
    CHECK(to_text(diagnostic("\tint\tx;", 6)) == "a.c:3:6: error: wrong\n    \tint\tx;\n    \t   \t^\n");
}

TEST_CASE("control characters and stray bytes are shown as numbers") {
    CHECK(to_text(diagnostic("a\x1b[2J b", 7)) == "a.c:3:7: error: wrong\n    a\\x1B[2J b\n             ^\n");
    CHECK(to_text(diagnostic("a\xff b", 4)) == "a.c:3:4: error: wrong\n    a\\xFF b\n          ^\n");
    CHECK(to_text(diagnostic("\xc3\xa9 b", 4)) == "a.c:3:4: error: wrong\n    \xc3\xa9 b\n      ^\n");
    CHECK(to_text(diagnostic("\xed\xa0\x80", 0)) == "a.c:3: error: wrong\n    \\xED\\xA0\\x80\n");
    Diagnostic d = diagnostic("", 0);
    d.message = "a\nb";
    CHECK(to_text(d) == "a.c:3: error: a\\x0Ab\n");
}

TEST_CASE("long lines are cut around the caret") {
    const std::string text = to_text(diagnostic(std::string(1000, 'a') + "!" + std::string(1000, 'b'), 1001));
    const std::size_t line = text.find("    ");
    const std::size_t end = text.find('\n', line);
    CHECK(end - line == 4 + 3 + 200 + 3);
    const std::size_t caret = text.find('^', end) - (end + 1);
    CHECK(text.at(line + caret) == '!');
    CHECK(to_text(diagnostic(std::string(1000, 'a'), 1)).find("    aaa") != std::string::npos);
    CHECK(to_text(diagnostic(std::string(1000, 'a'), 5000)).find('^') != std::string::npos);
}
