// SPDX-License-Identifier: Apache-2.0
#include "reports/formats.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "reports/findings.h"
#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

scenario::Expectation violates(const char* kind) {
    scenario::Expectation expectation;
    expectation.violates.push_back({kind, {}});
    return expectation;
}

/// A run with a result of each outcome: as expected, a leaked lock, a missing violation, vacuous, inconclusive.
std::vector<Checked> a_run(const tests::Subject& leak, const tests::Subject& order) {
    const std::string hostile = "<&\">#%:,|`\x1b\xff]]>";
    Checked expected{{"leak", "./s/leak.json", "v7.1", ""}, violates("lock-held-at-return"), &leak.program, leak.verdict};
    Checked leaks{{"leak " + hostile, "./s/leak.json", "ref", ""}, {}, &leak.program, leak.verdict};
    Checked missing{{"order", "s/order.json", "ref", ""}, violates("deadlock"), &order.program, {}};
    Checked cycle{{"order", "s/order.json", "v7.1", ""}, {}, &order.program, order.verdict};
    Checked vacuous{{"v", "s/" + hostile + ".json", "ref", ""}, {}, &leak.program, {}};
    vacuous.verdict.status = checker::Status::vacuous;
    vacuous.verdict.vacuities.push_back({checker::Vacuity::Subject::fault, "x" + hostile, "no run reached it", true});
    Checked inconclusive{{"i", "s/i.json", "ref", ""}, {}, &leak.program, {}};
    inconclusive.verdict.status = checker::Status::inconclusive;
    inconclusive.verdict.reason = "budget of 10 states #1";
    return {expected, leaks, missing, cycle, vacuous, inconclusive};
}

struct Fixture {
    tests::Subject leak = tests::check_model("leak.c", 1);
    tests::Subject order = tests::check_model("deadlock.c", 0);
    std::vector<Checked> run = a_run(leak, order);
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

TEST_CASE_FIXTURE(Fixture, "every format writes the same bytes twice, and something without results") {
    for (const Format& format : formats()) {
        const std::string name(format.name);
        INFO(name);
        CHECK(tests::written(name, run) == tests::written(name, run));
        CHECK((tests::written(name, {}).empty() == (name == "lines" || name == "states" || name == "github" || name == "lcov")));
        CHECK(find_format(name) == &format);
    }
    CHECK(find_format("jsn") == nullptr);
}

TEST_CASE_FIXTURE(Fixture, "a finding is known again when lines move, and not in another variant") {
    const std::vector<Finding> first = findings(run[1]);
    REQUIRE(first.size() == 1);
    CHECK(first[0].rule == "lock-held-at-return");
    CHECK(first[0].file == "leak.c");
    CHECK(first[0].line == 25);
    CHECK(findings(run[0]).empty());
    Checked other = run[1];
    other.context.variant = "v7.3";
    CHECK(findings(other)[0].fingerprint != first[0].fingerprint);
    other.context.variant = "ref";
    other.context.file = "s/leak.json";
    CHECK(findings(other)[0].fingerprint == first[0].fingerprint);
    CHECK(findings(run[2])[0].rule == "missing-violation");
    CHECK(findings(run[4])[0].rule == "vacuous");
    CHECK(findings(run[5])[0].rule == "inconclusive");
}

TEST_CASE_FIXTURE(Fixture, "lines: one for each finding, as compilers write them") {
    const std::string text = tests::written("lines", run);
    CHECK(count(text, "\n") == 5);
    CHECK(text.find("leak.c:25: region_prepare(): lock-held-at-return: 'region_mutex' acquired by task A, not released on map() = -ENOMEM "
                    "after area_allocate() fails; region_abort(), region_complete() not called (kernel ref)\n") == 0);
    CHECK(text.find("s/order.json:1: missing-violation: holds, but is expected to violate deadlock (kernel ref)\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "matrix: a row for each scenario, variants in the order of the scenarios, a line for each counterexample") {
    Checked holds{{"h", "s/h.json", "v7.1", ""}, {}, &leak.program, {}};
    Checked first = holds, between = holds;
    first.context.variant = "v6.11";
    between.context.variant = "v7.0";
    const std::string text = tests::written("matrix", {run[0], run[1], run[5], first, between, holds});
    CHECK(text.rfind("| scenario | v6.11 | v7.0 | v7.1 | ref |\n"
                     "| --- | --- | --- | --- | --- |\n"
                     "| `./s/leak.json` | | | **lock-held-at-return** | **lock-held-at-return** |\n"
                     "| `s/i.json` | | | | inconclusive |\n"
                     "| `s/h.json` | holds | holds | holds | |\n"
                     "\n"
                     "- `./s/leak.json` v7.1: leak.c:25: region_prepare(): lock-held-at-return:", 0) == 0);
    CHECK(count(text, "\n- ") == 2);
}

TEST_CASE_FIXTURE(Fixture, "states: a line for each result") {
    Checked holds = run[2];
    holds.verdict.statistics.states = 12;
    CHECK(tests::written("states", {holds, run[5]}) == "s/order.json ref holds 12\ns/i.json ref inconclusive 0\n");
}

TEST_CASE_FIXTURE(Fixture, "ktap: plans, nesting, names without '#', skips") {
    const std::string text = tests::written("ktap", run);
    CHECK(text.rfind("KTAP version 1\n1..4\n  KTAP version 1\n  1..2\n  ok 1 v7.1\n  # leak.c:25:", 0) == 0);
    CHECK(text.find("\n  not ok 2 ref\nnot ok 1 s_leak.json\n") != std::string::npos);
    CHECK(text.find("\n  ok 1 ref # SKIP budget of 10 states  1 (kernel ref)\nok 4 s_i.json\n") != std::string::npos);
    const std::string passing = tests::written("ktap", {run[0], run[5]});
    if (const auto code = tests::consume("prove", "prove --exec cat %s", text)) CHECK(*code == 1);
    if (const auto code = tests::consume("prove", "prove --exec cat %s", passing)) CHECK(*code == 0);
    if (const auto code = tests::consume("prove", "prove --exec cat %s", "KTAP version 1\n1..2\nok 1 a\n")) CHECK(*code == 1);
}

TEST_CASE_FIXTURE(Fixture, "junit: a valid document of suites and cases") {
    const std::string text = tests::written("junit", run);
    CHECK(count(text, "<testsuite ") == 4);
    CHECK(count(text, "<testcase ") == 6);
    CHECK(count(text, "<failure ") == 4);
    CHECK(count(text, "<skipped ") == 1);
    CHECK(text.find("<testsuite name=\"s/leak.json\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">") != std::string::npos);
    const std::string check = "xmllint --noout --schema " MMAPCK_SOURCE_DIR "/reports/tests/junit.xsd %s";
    if (const auto code = tests::consume("xmllint", check, text)) CHECK(*code == 0);
    if (const auto code = tests::consume("xmllint", check, tests::written("junit", {}))) CHECK(*code == 0);
    std::string broken = text;
    broken.replace(broken.find("<testcase "), 10, "<testcase file=\"x\" ");
    if (const auto code = tests::consume("xmllint", check, broken)) CHECK(*code == 3);
    broken = text;
    broken.replace(broken.find("&lt;"), 4, "<");
    if (const auto code = tests::consume("xmllint", check, broken)) CHECK(*code == 1);
}

TEST_CASE_FIXTURE(Fixture, "sarif: rules, locations, a thread flow for each task") {
    const nlohmann::json sarif = nlohmann::json::parse(tests::written("sarif", run));
    const nlohmann::json& one = sarif.at("runs").at(0);
    REQUIRE(one.at("results").size() == 5);
    for (const nlohmann::json& result : one.at("results")) {
        CHECK(one.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>()).at("id") == result.at("ruleId"));
        const std::string uri = result.at("locations").at(0).at("physicalLocation").at("artifactLocation").at("uri");
        CHECK(uri.rfind("/", 0) != 0);
        CHECK(uri.rfind("./", 0) != 0);
    }
    const nlohmann::json& leaked = one.at("results").at(0);
    CHECK(leaked.at("level") == "error");
    const nlohmann::json& flows = leaked.at("codeFlows").at(0).at("threadFlows");
    REQUIRE(flows.size() == 2);
    CHECK(flows.at(1).at("id") == "A");
    CHECK(count(flows.dump(), "\"importance\":\"essential\"") == 2);  // the fault and the return
    CHECK(one.at("results").at(4).at("kind") == "open");
}

TEST_CASE_FIXTURE(Fixture, "github: escaped, and at most ten of a kind") {
    const std::string text = tests::written("github", run);
    CHECK(text.rfind("::error title=lock-held-at-return in s/leak.json ref,file=leak.c,line=25::'region_mutex' acquired", 0) == 0);
    CHECK(text.find("%23") == std::string::npos);
    CHECK(text.find(",file=s/<&\">#%25%3A%2C|`") != std::string::npos);
    const std::string many = tests::written("github", std::vector<Checked>(25, run[1]));
    CHECK(count(many, "::error ") == 10);
    CHECK(many.find("::notice::15 more findings are not shown here\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "gitlab: an array, no fingerprint twice") {
    std::vector<Checked> twice = run;
    twice.insert(twice.end(), run.begin(), run.end());
    const nlohmann::json items = nlohmann::json::parse(tests::written("gitlab", twice));
    REQUIRE(items.size() == 5);
    CHECK(items[0].at("location").at("path") == "leak.c");
    CHECK(items[0].at("location").at("lines").at("begin") == 25);
    CHECK(items[0].at("severity") == "critical");
    CHECK(nlohmann::json::parse(tests::written("gitlab", {})).empty());
}

TEST_CASE_FIXTURE(Fixture, "markdown: nothing in a name is markup, and what is left out is said") {
    const std::string text = tests::written("markdown", run);
    CHECK(text.rfind("## mmapck: not as expected\n\n6 checked: 1 as expected, 3 unexpected, 1 vacuous, 1 inconclusive\n", 0) == 0);
    CHECK(text.find("s/&lt;&amp;\"&gt;\\#%:,\\|\\`") != std::string::npos);
    CHECK(text.find("    mmapck: VIOLATED lock-held-at-return") != std::string::npos);
    const std::string many = tests::written("markdown", std::vector<Checked>(2'000, run[1]));
    CHECK(many.size() < 1'000'000);
    CHECK(many.find("Left out to stay below 900000 bytes: 0 rows and ") != std::string::npos);
}

}  // namespace
