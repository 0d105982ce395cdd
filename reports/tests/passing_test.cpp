// SPDX-License-Identifier: Apache-2.0
#include "reports/passing.h"

#include <doctest/doctest.h>

#include "checker/replay/replay.h"
#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

/// Finds a passing run, and holds it to what passing.h says of one.
PassingRun check_passing(const tests::Subject& subject) {
    const checker::Counterexample& counterexample = subject.verdict.counterexamples.at(0);
    const std::optional<PassingRun> passing = passing_run(subject.program, counterexample).run;
    REQUIRE(passing);
    checker::replay::Interpreter interpreter(subject.program);
    const checker::replay::Run run = play(interpreter, passing->trace);
    CHECK(run.difference == "");
    CHECK(run.steps.size() == passing->trace.steps.size());
    for (const checker::replay::Played& played : run.steps) {
        CHECK(played.outcome.result == checker::replay::Result::ok);
    }
    CHECK(run.faults == passing->trace.faults);
    CHECK(run.moves == passing->trace.moves);
    CHECK(run.faults <= subject.program.max_faults);
    CHECK(interpreter.failing(run.end).empty());
    for (const program::LocationId location : run.end.locations) {
        CHECK((subject.program.locations[location].final || subject.program.locations[location].may_wait));
    }
    REQUIRE(passing->common < counterexample.trace.steps.size());
    for (std::size_t i = 0; i < passing->common; ++i) {
        CHECK(passing->trace.steps[i] == counterexample.trace.steps[i]);
    }
    CHECK_FALSE(passing->trace.steps[passing->common] == counterexample.trace.steps[passing->common]);
    return *passing;
}

TEST_CASE("a run that passes: the fault does not happen, another task goes first") {
    CHECK(check_passing(tests::check_model("leak.c", 1)).instead == "area_allocate does not fail");
    CHECK(check_passing(tests::check_model("deadlock.c", 0, false)).instead == "task A goes on");
}

TEST_CASE("none for a cycle of locks, which no single run has, nor where every run is violated") {
    const tests::Subject cycle = tests::check_model("deadlock.c", 0);
    const Passing of_cycle = passing_run(cycle.program, cycle.verdict.counterexamples.at(0));
    CHECK_FALSE(of_cycle.run);
    CHECK(of_cycle.why_not == "none: a cycle of locks is no property of one run");
    tests::Subject leak = tests::check_model("leak.c", 1);
    program::Invariant never;
    never.name = "never";
    never.condition = leak.program.expressions.constant(0);
    leak.program.invariants.push_back(never);
    const Passing of_leak = passing_run(leak.program, leak.verdict.counterexamples.at(0));
    CHECK_FALSE(of_leak.run);
    CHECK(of_leak.why_not == "none: every run ends in lock-held-at-return or never");
}

}  // namespace
