// SPDX-License-Identifier: Apache-2.0
#include "reports/compare.h"

#include <doctest/doctest.h>

#include <array>
#include <sstream>

#include "reports/json.h"
#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

using Texts = std::vector<std::string>;

std::string report(const std::vector<Checked>& run) {
    std::ostringstream out;
    JsonReport json(out, "1.2.3");
    for (const Checked& checked : run) {
        json.add(checked);
    }
    json.finish();
    return out.str();
}

struct Fixture {
    tests::Subject leak = tests::check_model("leak.c", 1);
    Checked leaks{{"leak", "./s/leak.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    Checked holds{{"leak", "s/leak.json", "v7.1", ""}, {}, &leak.program, {}};
    Checked other{{"other", "s/other.json", "ref", ""}, {}, &leak.program, {}};
};

TEST_CASE_FIXTURE(Fixture, "findings are introduced, fixed or preexisting") {
    const Comparison worse = compare(report({holds, other}), report({other, leaks}));
    CHECK(worse.error == "");
    REQUIRE(worse.introduced.size() == 1);
    CHECK(worse.introduced[0].rfind("s/leak.json v7.1: leak.c:25: region_prepare(): lock-held-at-return: ", 0) == 0);
    CHECK(worse.fixed.empty());
    CHECK(worse.preexisting.empty());
    const Comparison better = compare(report({leaks, other}), report({holds, other}));
    CHECK(better.introduced.empty());
    CHECK(better.fixed.size() == 1);
    const Comparison same = compare(report({leaks}), report({leaks}));
    CHECK(same.preexisting.size() == 1);
    CHECK(same.introduced.empty());
    CHECK(same.other_trace.empty());
}

TEST_CASE_FIXTURE(Fixture, "an expected violation is no finding; one that is missing, vacuous or inconclusive is") {
    Checked expected = leaks;
    expected.expectation.violates.push_back({"lock-held-at-return", {}});
    Checked missing = holds;
    missing.expectation = expected.expectation;
    CHECK(compare(report({expected}), report({expected})).preexisting.empty());
    CHECK(compare(report({leaks}), report({expected})).fixed.size() == 1);
    CHECK(compare(report({expected}), report({missing})).introduced.at(0).find("missing-violation") != std::string::npos);
    Checked vacuous = holds, inconclusive = holds;
    vacuous.verdict.status = checker::Status::vacuous;
    inconclusive.verdict.status = checker::Status::inconclusive;
    CHECK(compare(report({holds}), report({vacuous})).introduced.at(0).find(": vacuous: ") != std::string::npos);
    CHECK(compare(report({holds}), report({inconclusive})).introduced.at(0).find(": inconclusive: ") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "traces and numbers of states drift; results come and go") {
    Checked longer = leaks;
    longer.verdict.counterexamples[0].trace.moves += 1;
    CHECK(compare(report({leaks}), report({longer})).other_trace == Texts{"s/leak.json v7.1: lock-held-at-return"});
    Checked more = holds;
    more.verdict.statistics.states = 7;
    CHECK(compare(report({holds}), report({more})).other_states == Texts{"s/leak.json v7.1: 0 -> 7"});
    CHECK(compare(report({leaks}), report({more})).other_states.empty());
    const Comparison moved = compare(report({holds}), report({other}));
    CHECK(moved.added == Texts{"s/other.json ref"});
    CHECK(moved.removed == Texts{"s/leak.json v7.1"});
}

TEST_CASE_FIXTURE(Fixture, "what is no report is said to be none") {
    const std::string good = report({holds});
    for (const std::string& bad : {std::string(), std::string("{"), std::string("[]"), std::string("{\"format\": \"x\", \"version\": 1}"),
                                   std::string("{\"format\": \"mmapck-report\", \"version\": 2}"),
                                   std::string("{\"format\": \"mmapck-report\", \"version\": 1}"), std::string(100'000, '['),
                                   good.substr(0, good.size() / 2)}) {
        CHECK(compare(bad, good).error.rfind("the old report is not what 'mmapck run --report json=FILE' writes: ", 0) == 0);
        CHECK(compare(good, bad).error.rfind("the new report is not what 'mmapck run --report json=FILE' writes: ", 0) == 0);
    }
}

TEST_CASE_FIXTURE(Fixture, "a report in which a value is of another kind is none") {
    const std::string good = report({leaks});
    const auto kind = [](const std::string& key) { return "a key '" + key + "' is missing in it, or has a value of another kind"; };
    CHECK(compare(good, good.substr(0, good.size() / 2)).error.find("it is not JSON, or was cut short") != std::string::npos);
    CHECK(compare(good, "{\"format\": \"mmapck-report\", \"version\": 1, \"results\": {}}").error.find(kind("results")) != std::string::npos);
    CHECK(compare(good, "{\"format\": 1, \"version\": 1}").error.find("it is no report of mmapck") != std::string::npos);
    std::string fine = good;
    fine.replace(fine.find("\"unexpected\""), 12, "\"fine\"");
    CHECK(compare(good, fine).error.find("an outcome in it is 'fine'") != std::string::npos);
    for (const auto& [from, to, key] : std::vector<std::array<std::string, 3>>{{"\"variant\": \"v7.1\"", "\"variant\": 7", "variant"},
                                                                               {"\"states\": ", "\"states\": -", "states"},
                                                                               {"\"counterexamples\": [", "\"counterexamples\": 1, \"x\": [", "counterexamples"},
                                                                               {"\"line\": \"", "\"lines\": \"", "line"}}) {
        std::string bad = good;
        bad.replace(bad.find(from), from.size(), to);
        CAPTURE(key);
        CHECK(compare(good, bad).error.find(kind(key)) != std::string::npos);
    }
}

TEST_CASE_FIXTURE(Fixture, "the comparison as Markdown") {
    CHECK(to_markdown(compare(report({holds}), report({holds}))) == "## mmapck: 0 introduced, 0 fixed, 0 preexisting\n");
    const std::string text = to_markdown(compare(report({holds}), report({leaks, other})));
    CHECK(text.rfind("## mmapck: 1 introduced, 0 fixed, 0 preexisting\n\n### Introduced (1)\n\n    s/leak.json v7.1: ", 0) == 0);
    CHECK(text.find("\n### New results (1)\n\n    s/other.json ref\n") != std::string::npos);
}

}  // namespace
