// SPDX-License-Identifier: Apache-2.0
#include "reports/fewest_switches.h"

#include <doctest/doctest.h>

#include "checker/replay/replay.h"
#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

TEST_CASE("tasks take turns only where one has to wait for the other") {
    const tests::Subject subject = tests::check_model("charge.c", 1);
    checker::Counterexample found = subject.verdict.counterexamples.at(0);
    const checker::Counterexample better = fewest_switches(subject.program, found);
    CHECK(context_switches(subject.program, found.trace) > 1);
    CHECK(context_switches(subject.program, better.trace) == 1);  // both tasks must end before the teardown
    CHECK(checker::replay::confirm(subject.program, better) == "");
    CHECK(better.violation == found.violation);
    CHECK(better.trace.moves == found.trace.moves);
    CHECK(better.trace.steps.size() == found.trace.steps.size());
    CHECK(fewest_switches(subject.program, better) == better);
}

TEST_CASE("a deadlock needs its context switch") {
    const tests::Subject subject = tests::check_model("deadlock.c", 0, false);
    const checker::Counterexample& found = subject.verdict.counterexamples.at(0);
    CHECK(context_switches(subject.program, fewest_switches(subject.program, found).trace) == 1);
}

}  // namespace
