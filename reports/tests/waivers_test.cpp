// SPDX-License-Identifier: Apache-2.0
#include "reports/waivers.h"

#include <doctest/doctest.h>

#include "reports/findings.h"
#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

constexpr const char* good = "# known\n\n  ./s/leak.json v7.1 lock-held-at-return mm 2027-01-31 https://x/1 fixed in v2, merged  \ns/leak.json ref deadlock mm 2027-02-28 - none\n";

struct Fixture {
    tests::Subject leak = tests::check_model("leak.c", 1);
    Checked leaks{{"leak", "s/leak.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    Checked holds{{"leak", "s/leak.json", "ref", ""}, {}, &leak.program, {}};
    std::vector<Waiver> waivers = read_waivers("w", good).waivers;
};

TEST_CASE("a waivers file") {
    const ReadWaivers read = read_waivers("w", good);
    CHECK(lang::to_text(read.diagnostics) == "");
    REQUIRE(read.waivers.size() == 2);
    CHECK(read.waivers[0].scenario == "s/leak.json");
    CHECK(read.waivers[0].kind == "lock-held-at-return");
    CHECK(read.waivers[0].until == "2027-01-31");
    CHECK(read.waivers[0].reason == "fixed in v2, merged  ");
    CHECK(read.waivers[1].line == 4);
    CHECK(read_waivers("w", "").waivers.empty());
}

TEST_CASE("lines that are no waivers are refused with their place") {
    const auto error = [](const std::string& text) {
        const ReadWaivers read = read_waivers("w", text);
        return read.diagnostics.size() == 1 ? std::to_string(read.diagnostics[0].line) + ": " + read.diagnostics[0].message : "none";
    };
    CHECK(error("\na.json ref k mm 2027-01-31 link\n") == "2: a waiver has seven parts");
    CHECK(error("a.json") == "1: a waiver has seven parts");
    CHECK(error("a.json ref k mm tomorrow link why") == "1: 'tomorrow' is no day");
    CHECK(error("a ref k mm 2027-01-31 l r\na ref k you 2027-02-01 l r") == "2: the violation is waived twice");
    for (const char* day : {"2027-13-01", "2027-00-10", "2027-04-31", "2027-02-29", "2027-1-31", "27-01-31", "2027/01/31", "2027-01-3x", ""}) {
        CHECK_FALSE(is_day(day));
    }
    CHECK(is_day("2028-02-29"));
}

TEST_CASE_FIXTURE(Fixture, "a waived violation is as expected until its last day") {
    const auto used = waive(waivers, "2027-01-31", leaks);
    REQUIRE(used.size() == 1);
    CHECK(used[0]->line == 3);
    CHECK(judge(leaks.verdict, leaks.expectation) == Outcome::expected);
    CHECK(findings(leaks).empty());
    CHECK(stale_waivers("w", waivers, "2027-01-31").empty());
}

TEST_CASE_FIXTURE(Fixture, "an expired waiver waives nothing, and is said to have expired") {
    CHECK(waive(waivers, "2027-02-01", leaks).empty());
    CHECK(judge(leaks.verdict, leaks.expectation) == Outcome::unexpected);
    CHECK(stale_waivers("w", waivers, "2027-02-01") ==
          std::vector<std::string>{"w:3: the waiver of lock-held-at-return of s/leak.json v7.1 expired on 2027-01-31; owner: mm"});
}

TEST_CASE_FIXTURE(Fixture, "a waiver whose violation is gone has to go") {
    CHECK(waive(waivers, "2027-01-01", holds).empty());
    CHECK(stale_waivers("w", waivers, "2027-01-01") == std::vector<std::string>{"w:4: deadlock of s/leak.json ref is gone: delete the waiver"});
    std::vector<Waiver> others = read_waivers("w", good).waivers;
    Checked undecided = holds;
    undecided.verdict.status = checker::Status::inconclusive;
    CHECK(waive(others, "2027-01-01", undecided).empty());
    CHECK(stale_waivers("w", others, "2027-01-01").empty());
    Checked elsewhere = leaks;
    elsewhere.context.variant = "v7.3";
    CHECK(waive(waivers, "2027-01-01", elsewhere).empty());
    CHECK(judge(elsewhere.verdict, elsewhere.expectation) == Outcome::unexpected);
}

}  // namespace
