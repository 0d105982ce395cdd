// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("lines and branches count the results that get there") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const Checked checked{{"leak", "s/leak.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    const std::string once = tests::written("lcov", {checked});
    CHECK(once.rfind("TN:mmapck\nSF:", 0) == 0);
    CHECK(has(once, "SF:leak.c\n"));
    CHECK(has(once, "\nDA:51,1\n"));                // area_allocate() fails or does not
    CHECK(has(once, "\nBRDA:51,"));
    CHECK(has(tests::written("lcov", {checked, checked}), "\nDA:51,2\n"));
    Checked nothing = checked;
    nothing.verdict.statistics.steps_taken.clear();
    CHECK(has(tests::written("lcov", {nothing}), "\nDA:51,0\n"));
    CHECK(has(tests::written("lcov", {nothing}), "\nLH:0\n"));
    CHECK(tests::written("lcov", {}).empty());
}

TEST_CASE("what is in the text but in no program is reached by no result") {
    const tests::Subject uncalled = tests::check_model("uncalled.c", 1);
    Checked checked{{"uncalled", "s/uncalled.json", "ref", ""}, {}, &uncalled.program, uncalled.verdict};
    CHECK_FALSE(has(tests::written("lcov", {checked}), "expand"));
    checked.source = uncalled.source;
    const std::string text = tests::written("lcov", {checked});
    INFO(text);
    CHECK(has(text, "SF:uncalled.c\nFN:12,unasked\nFN:17,release\nFN:22,shrink\nFN:31,expand\nFN:41,A\n"
                    "FNDA:0,unasked\nFNDA:0,release\nFNDA:1,shrink\nFNDA:0,expand\nFNDA:1,A\nFNF:5\nFNH:2\n"));
    CHECK_FALSE(has(text, ",left\n"));                      // A asks for it, but a step of it there is none
    for (const char* line : {"14", "19", "25", "26", "33", "35", "36", "37", "38"}) CHECK(has(text, "\nDA:" + std::string(line) + ",0\n"));
    CHECK(has(text, "\nDA:28,1\n"));
    CHECK(has(text, "BRDA:33,12,0,0\nBRDA:33,12,1,0\nBRDA:35,2,0,0\nBRDA:35,2,1,0\n"));
    CHECK(has(tests::written("json", {checked}), "\"name\": \"expand\",\n     \"line\": 31,\n     \"results\": 0\n"));
    CHECK(has(tests::written("coverage", {checked}), "| uncalled.c | 2 of 5 | "));
}

TEST_CASE("genhtml reads it") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const Checked checked{{"leak", "s/leak.json", "v7.1", ""}, {}, &leak.program, leak.verdict, {}, {}, leak.source};
    const std::string once = tests::written("lcov", {checked});
    const std::string list = "genhtml --quiet --branch-coverage --ignore-errors source --output-directory %s.d %s; found=$?; rm -rf %s.d; (exit $found)";
    if (const auto code = tests::consume("genhtml", list, once)) CHECK(*code == 0);
    if (const auto code = tests::consume("genhtml", list, "SF:x\nDA:one,two\n")) CHECK(*code != 0);
}

}  // namespace
