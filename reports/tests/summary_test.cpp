// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reports/summary.h"

using namespace mmapck;
using namespace mmapck::reports;
using checker::Status;

namespace {

Checked checked(Status status, std::vector<std::string> found, std::vector<std::string> expected) {
    Checked result;
    result.context = {"a scenario", "scenarios/x.json", "v7.1", ""};
    result.verdict.status = status;
    for (const std::string& kind : found) {
        checker::Counterexample counterexample;
        counterexample.violation.kind = kind;
        result.verdict.counterexamples.push_back(counterexample);
    }
    for (const std::string& kind : expected) {
        result.expectation.violates.push_back({kind, {}});
    }
    return result;
}

TEST_CASE("a verdict is judged by what the scenario expects") {
    const auto outcome = [](const Checked& result) { return judge(result.verdict, result.expectation); };
    CHECK(outcome(checked(Status::holds, {}, {})) == Outcome::expected);
    CHECK(outcome(checked(Status::holds, {}, {"leak"})) == Outcome::unexpected);
    CHECK(outcome(checked(Status::violated, {"leak"}, {"leak"})) == Outcome::expected);
    CHECK(outcome(checked(Status::violated, {"leak"}, {"other", "leak"})) == Outcome::expected);
    CHECK(outcome(checked(Status::violated, {"leak", "more"}, {"leak"})) == Outcome::unexpected);
    CHECK(outcome(checked(Status::violated, {"leak"}, {})) == Outcome::unexpected);
    CHECK(outcome(checked(Status::vacuous, {}, {})) == Outcome::vacuous);
    CHECK(outcome(checked(Status::vacuous, {}, {"leak"})) == Outcome::unexpected);
    CHECK(outcome(checked(Status::inconclusive, {}, {"leak"})) == Outcome::inconclusive);
}

TEST_CASE("one line says how a variant came out") {
    CHECK(summary(checked(Status::holds, {}, {})) == "ok            scenarios/x.json v7.1: holds\n");
    CHECK(summary(checked(Status::violated, {"leak"}, {"leak"})) ==
          "ok            scenarios/x.json v7.1: violates leak\n");
    CHECK(summary(checked(Status::violated, {"leak"}, {})) ==
          "UNEXPECTED    scenarios/x.json v7.1: violates leak, expected to hold\n");
    CHECK(summary(checked(Status::holds, {}, {"a", "b"})) ==
          "UNEXPECTED    scenarios/x.json v7.1: holds, expected to violate a or b\n");
    Checked vacuous = checked(Status::vacuous, {}, {});
    vacuous.verdict.vacuities = {{checker::Vacuity::Subject::fault, "vm_area_dup", "no run reached it"}};
    CHECK(summary(vacuous) ==
          "VACUOUS       scenarios/x.json v7.1: holds\n"
          "              fault vm_area_dup: no run reached it\n");
    Checked stopped = checked(Status::inconclusive, {}, {});
    stopped.verdict.reason = "1000 states, the most that --max-states allows";
    CHECK(summary(stopped) ==
          "INCONCLUSIVE  scenarios/x.json v7.1: not decided\n"
          "              1000 states, the most that --max-states allows\n");
}

TEST_CASE("long and hostile names keep the line at 80 printable characters") {
    Checked result = checked(Status::violated, {std::string(90, 'k')}, {std::string(70, 'e')});
    result.context.file = "\x1b[2J/" + std::string(100, 'n') + ".json";
    const std::string line = summary(result);
    CHECK(line.size() <= 81);
    CHECK(line.find('\x1b') == std::string::npos);
    CHECK(line.find("\\x1b[2J") != std::string::npos);
}

TEST_CASE("the totals count each outcome once") {
    Totals totals;
    for (const Outcome outcome : {Outcome::expected, Outcome::expected, Outcome::vacuous, Outcome::unexpected}) {
        totals.count(outcome);
    }
    CHECK(totals == Totals{4, 2, 1, 1, 0});
    CHECK(summary(totals) == "4 checked: 2 as expected, 1 unexpected, 1 vacuous, 0 inconclusive\n");
}

}  // namespace
