// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>

#include "reports/formats.h"
#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

std::string written(const std::vector<Checked>& run) {
    std::ostringstream out;
    const std::unique_ptr<Report> report = find_format("lcov")->open(out, "1.2.3");
    for (const Checked& checked : run) {
        report->add(checked);
    }
    report->finish();
    return out.str();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("lines and branches count the results that get there") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const Checked checked{{"leak", "s/leak.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    const std::string once = written({checked});
    CHECK(once.rfind("TN:mmapck\nSF:", 0) == 0);
    CHECK(has(once, "SF:leak.c\n"));
    CHECK(has(once, "\nDA:51,1\n"));                // area_allocate() fails or does not
    CHECK(has(once, "\nBRDA:51,"));
    CHECK(has(written({checked, checked}), "\nDA:51,2\n"));
    Checked nothing = checked;
    nothing.verdict.statistics.steps_taken.clear();
    CHECK(has(written({nothing}), "\nDA:51,0\n"));
    CHECK(has(written({nothing}), "\nLH:0\n"));
    CHECK(written({}).empty());
    const std::string list = "genhtml --quiet --branch-coverage --ignore-errors source --output-directory %s.d %s; found=$?; rm -rf %s.d; (exit $found)";
    if (const auto code = tests::consume("genhtml", list, once)) CHECK(*code == 0);
    if (const auto code = tests::consume("genhtml", list, "SF:x\nDA:one,two\n")) CHECK(*code != 0);
}

}  // namespace
