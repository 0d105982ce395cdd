// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// All matches of the first group.
std::multiset<std::string> all(const std::string& text, const char* pattern) {
    const std::regex regex(pattern);
    std::multiset<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

struct Fixture {
    Fixture() {
        leak.program.tasks[1].name = "<script>alert(1)</script>&\"";
        hostile.verdict.counterexamples[0].violation.kind = "</pre><img src=x>";
        vacuous.verdict.status = checker::Status::vacuous;
        vacuous.verdict.vacuities.push_back({checker::Vacuity::Subject::fault, "x<y", "no run reached it", true});
        expected.expectation.violates.push_back({"lock-order", {}});
    }
    tests::Subject leak = tests::check_model("leak.c", 1);
    tests::Subject order = tests::check_model("deadlock.c", 0);
    Checked hostile{{"<b>", "s/<b>\"&.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    Checked vacuous{{"v", "s/<b>\"&.json", "ref", ""}, {}, &leak.program, {}};
    Checked expected{{"order", "s/order.json", "ref", ""}, {}, &order.program, order.verdict};
    std::string page() { return tests::written("html", {hostile, vacuous, expected}); }
};

TEST_CASE_FIXTURE(Fixture, "a well-formed page, in which names are text") {
    const std::string text = page();
    CHECK_FALSE(has(text, "<script"));
    CHECK_FALSE(has(text, "<img"));
    CHECK_FALSE(has(text, "<b>"));
    CHECK(has(text, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"));
    CHECK_FALSE(std::regex_search(text, std::regex("(src|href)=\"[^#]")));  // nothing is loaded from anywhere
    if (const auto code = tests::consume("xmllint", "xmllint --noout %s", text)) CHECK(*code == 0);
    if (const auto code = tests::consume("xmllint", "xmllint --noout %s", tests::written("html", {}))) CHECK(*code == 0);
    if (const auto code = tests::consume("xmllint", "xmllint --noout %s", text.substr(0, text.rfind("</body>")))) CHECK(*code == 1);
}

TEST_CASE_FIXTURE(Fixture, "every link leads somewhere, no place has two names") {
    const std::string text = page();
    const std::multiset<std::string> ids = all(text, " id=\"([^\"]*)\""), links = all(text, " href=\"#([^\"]*)\"");
    CHECK(ids.size() > 15);
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
    for (const std::string& link : links) {
        CHECK_MESSAGE(ids.count(link) == 1, link);
    }
    CHECK(ids.count("r1-1") == 1);
    CHECK(ids.count("r2") == 1);
}

TEST_CASE_FIXTURE(Fixture, "scenarios by variants; only what was not expected is unfolded") {
    const std::string text = page();
    CHECK(has(text, "<th>scenario</th><th>v7.1</th><th>ref</th>"));
    CHECK(has(text, "<tr><th>s/order.json</th><td></td><td class=\"expected\"><a href=\"#r2\">lock-order</a></td></tr>"));
    CHECK(has(text, "<td class=\"vacuous\">holds (vacuous)<br/>vacuous: x&lt;y: no run reached it (kernel ref)</td>"));
    CHECK(has(text, "<details id=\"r1\" open=\"open\">"));
    CHECK(has(text, "<details id=\"r2\">"));
    CHECK(has(text, "<span class=\"fault\">! FAULT -&gt; NULL</span>"));
    CHECK(has(text, "<span class=\"end\">* "));
}

}  // namespace
