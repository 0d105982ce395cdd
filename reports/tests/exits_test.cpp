// SPDX-License-Identifier: Apache-2.0
#include "reports/exits.h"

#include <doctest/doctest.h>

#include "reports/story.h"
#include "reports/tests/compiled.h"
#include "reports/values.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

std::string one(const Exit& exit) {
    return exit.name + " = " + exit.returned + (exit.kept ? " keeps" : " releases") + (exit.passes ? "" : ", fails");
}

TEST_CASE("the ways out of a call, and what each does with a lock") {
    const tests::Subject subject = tests::check_model("leak.c", 1);
    const Story story = tell(subject.program, subject.verdict.counterexamples.at(0));
    REQUIRE(story.held.size() == 1);
    const std::vector<Exit>& exits = story.held[0].exits;
    REQUIRE(exits.size() == 3);
    CHECK(one(exits[0]) == "success = 0 releases");
    CHECK(one(exits[1]) == "charge_pages fails = -ENOMEM releases");
    CHECK(one(exits[2]) == "area_allocate fails = -ENOMEM keeps, fails");
    // The violation's own exit has every step in common with it; charge_pages() fails before the others part.
    CHECK(exits[2].parts.line == 0);
    CHECK(exits[2].common > exits[0].common);
    CHECK(exits[0].common > exits[1].common);
    CHECK(nearest_passing(exits) == 0);
    CHECK(position_text(subject.program, exits[0].parts) == "leak.c:51");
}

TEST_CASE("an exit that keeps it or fails otherwise is not a passing one") {
    CHECK(nearest_passing({}) == -1);
    Exit kept;
    kept.kept = true;
    kept.passes = true;
    CHECK(nearest_passing({kept}) == -1);
    Exit fails;
    CHECK(nearest_passing({kept, fails}) == -1);
}

}  // namespace
