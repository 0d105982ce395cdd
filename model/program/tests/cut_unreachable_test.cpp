// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/passes.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

TEST_CASE("locations, steps and variables that no run uses go, and faults stay") {
    TinyProgram tiny;
    const VarId unused = tiny.variable("unused", 0, 1);
    const VarId kept = tiny.variable("kept", 0, 1);
    const VarId observed = tiny.variable("observed", 0, 1);
    const LocationId first = tiny.task(3);
    tiny.step(first, first + 1, StepKind::branch, tiny.number(0));
    tiny.program.faults.resize(1);
    tiny.program.faults[0].site = "never";
    tiny.assign(first + 1, first + 2, unused, tiny.number(1)).kind = StepKind::fault;
    tiny.program.steps[1].fault = 0;
    tiny.assign(first, first + 3, kept, tiny.number(1));
    tiny.invariant(tiny.e.load(observed));
    REQUIRE(validate(tiny.program) == std::vector<std::string>{});

    const Program cut = cut_unreachable(tiny.program);
    CHECK(validate(cut) == std::vector<std::string>{});
    CHECK(cut.locations.size() == 2);
    REQUIRE(cut.steps.size() == 1);
    CHECK(cut.steps[0].assignments[0].variable == 0);
    REQUIRE(cut.variables.size() == 2);
    CHECK(cut.variables[0].name == "kept");
    CHECK(cut.variables[1].name == "observed");
    REQUIRE(cut.faults.size() == 1);
    CHECK(cut.faults[0].site == "never");
    CHECK(to_text(cut, cut.invariants[0].condition) == "observed");
}

TEST_CASE("what is reachable stays as it is") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 5, 0);
    const LocationId first = tiny.task(2);
    tiny.branch(first, tiny.less(x, 5), first + 1, first + 2);
    tiny.assign(first + 1, first, x, tiny.plus(x, 1));
    CHECK(to_text(cut_unreachable(tiny.program)) == to_text(tiny.program));
}

TEST_CASE("an empty choice is never taken") {
    TinyProgram tiny;
    const LocationId first = tiny.task(1);
    Step& step = tiny.step(first, first + 1, StepKind::choice);
    step.choice_low = tiny.number(2);
    step.choice_high = tiny.number(1);
    const Program cut = cut_unreachable(tiny.program);
    CHECK(cut.steps.empty());
    CHECK(cut.locations.size() == 1);
}
