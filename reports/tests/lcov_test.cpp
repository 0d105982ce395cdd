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
    const std::string list = "genhtml --quiet --branch-coverage --ignore-errors source --output-directory %s.d %s; found=$?; rm -rf %s.d; (exit $found)";
    if (const auto code = tests::consume("genhtml", list, once)) CHECK(*code == 0);
    if (const auto code = tests::consume("genhtml", list, "SF:x\nDA:one,two\n")) CHECK(*code != 0);
}

}  // namespace
