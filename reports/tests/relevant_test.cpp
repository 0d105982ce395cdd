// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reports/relevant.h"
#include "reports/tests/compiled.h"

using namespace mmapck;
using namespace mmapck::reports;

TEST_CASE("a check of how many locks are held is about locks") {
    const tests::Subject subject = tests::check_model("across.c", 0);
    REQUIRE(subject.verdict.counterexamples.size() == 1);
    const checker::Counterexample& counterexample = subject.verdict.counterexamples[0];
    CHECK(counterexample.violation.kind == "lock-held-across-hook");
    checker::replay::Interpreter interpreter(subject.program);
    const auto entries = relevant_entries(subject.program, counterexample.violation, checker::replay::play(interpreter, counterexample.trace));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == program::EventKind::acquire);
}
