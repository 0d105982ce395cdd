// SPDX-License-Identifier: Apache-2.0
#include "reports/fault_sets.h"

#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/replay/replay.h"
#include "reports/tests/compiled.h"
#include "reports/text.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

checker::Verdict search(const program::Program& program) { return checker::explicit_::check(program, {}, checker::Env{}); }

}  // namespace

TEST_CASE("every minimal set of faults, and none that is not") {
    const tests::Subject ways = tests::check_model("ways.c", 3);
    REQUIRE(ways.verdict.counterexamples.size() == 1);
    const checker::FaultSets sets = checker::minimal_fault_sets(ways.program, ways.verdict.counterexamples.front(), search);
    CHECK(sets.complete);
    REQUIRE(sets.sets.size() == 2);
    REQUIRE(sets.sets[0].faults.size() == 1);
    CHECK(sets.sets[0].faults[0].site == "alone");
    REQUIRE(sets.sets[1].faults.size() == 2);
    CHECK(sets.sets[1].faults[0].site == "first");
    CHECK(sets.sets[1].faults[1].site == "second");
    for (const checker::FaultSet& set : sets.sets) CHECK(checker::replay::confirm(ways.program, set.counterexample) == "");
    CHECK(to_text(ways.program, sets) ==
          "minimal sets of faults: 2\n"
          "  1    lock-held-at-return\n"
          "       alone() -> -ENOMEM                   alloc-theoretical  ways.c:9\n"
          "  2    lock-held-at-return\n"
          "       first() -> -EIO                      io                 ways.c:14\n"
          "       second() -> -EINTR                   signal             ways.c:19\n");
}

TEST_CASE("an enumeration that is cut short says so") {
    const tests::Subject ways = tests::check_model("ways.c", 3);
    const checker::FaultSets sets = checker::minimal_fault_sets(ways.program, ways.verdict.counterexamples.front(), search, 0);
    CHECK(!sets.complete);
    CHECK(to_text(ways.program, sets).find("minimal sets of faults: 1, and perhaps more: a budget ended the search for them\n") == 0);
}

TEST_CASE("a violation without a fault needs none") {
    const tests::Subject order = tests::check_model("deadlock.c", 0);
    const checker::FaultSets sets = checker::minimal_fault_sets(order.program, order.verdict.counterexamples.front(), search);
    REQUIRE(sets.sets.size() == 1);
    CHECK(sets.sets[0].faults.empty());
    CHECK(to_text(order.program, sets).find("without any fault") != std::string::npos);
}

TEST_CASE("faults that are taken away do not happen, and traces without them stay runs") {
    const tests::Subject ways = tests::check_model("ways.c", 3);
    const program::Program without = checker::without_faults(ways.program, [](const program::Fault& fault) { return fault.site == "alone"; });
    const checker::Verdict verdict = search(without);
    REQUIRE(verdict.counterexamples.size() == 1);
    CHECK(verdict.counterexamples[0].trace.faults == 2);
    CHECK(checker::replay::confirm(ways.program, verdict.counterexamples[0]) == "");
    const program::Program none = checker::without_faults(ways.program, [](const program::Fault&) { return true; });
    CHECK(none.max_faults == 0);
    CHECK(search(none).counterexamples.empty());
}

TEST_CASE("a violation that needs only theoretical failures says so first") {
    const tests::Subject ways = tests::check_model("ways.c", 3);
    const checker::Counterexample& first = ways.verdict.counterexamples.front();
    CHECK(only_theoretical(ways.program, first));
    CHECK(to_text(ways.program, first, {}).rfind("mmapck: VIOLATED lock-held-at-return (theoretical)\n", 0) == 0);
    const tests::Subject order = tests::check_model("deadlock.c", 0);
    CHECK(!only_theoretical(order.program, order.verdict.counterexamples.front()));
}
