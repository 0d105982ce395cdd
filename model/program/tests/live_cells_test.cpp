// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/live_cells.h"
#include "model/program/passes.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

namespace {

/// The names of the cells that are live at a location, "name" or "name[cell]".
std::vector<std::string> live_at(const Program& program, LocationId at) {
    const Cells cells(program);
    std::vector<std::string> names;
    const std::vector<std::vector<CellId>> live = live_cells(program, cells);
    for (const CellId cell : live[at]) {
        const Variable& variable = program.variables[cells.variable(cell)];
        names.push_back(variable.count == 1 ? variable.name : variable.name + '[' + std::to_string(cells.index(cell)) + ']');
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a cell is live from its write to its last read") {
    TinyProgram tiny;
    const VarId a = tiny.variable("a", 0, 9, 0);
    const VarId b = tiny.variable("b", 0, 9, 0);
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(4);
    tiny.assign(first, first + 1, a, tiny.number(3));
    tiny.assign(first + 1, first + 2, b, tiny.plus(a, 1));
    tiny.assign(first + 2, first + 3, out, tiny.e.load(b));
    tiny.assign(first + 3, first + 4, out, tiny.number(0));
    CHECK(live_at(tiny.program, first) == Names{});
    CHECK(live_at(tiny.program, first + 1) == Names{"a"});
    CHECK(live_at(tiny.program, first + 2) == Names{"b"});
    CHECK(live_at(tiny.program, first + 3) == Names{});

    const Program reset = reset_dead(tiny.program);
    REQUIRE(reset.steps[1].assignments.size() == 2);
    CHECK(reset.steps[1].assignments[1].variable == a);
    CHECK(to_text(reset, reset.steps[1].assignments[1].value) == "0");
    CHECK(reset.steps[0].assignments.size() == 1);
    CHECK(reset.steps[3].assignments.size() == 1);
}

TEST_CASE("loops keep alive what the next round reads") {
    TinyProgram tiny;
    const VarId i = tiny.variable("i", 0, 9, 0);
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(3);
    tiny.branch(first, tiny.less(i, 3), first + 1, first + 3);
    tiny.assign(first + 1, first + 2, out, tiny.number(1));
    tiny.assign(first + 2, first, i, tiny.plus(i, 1));
    CHECK(live_at(tiny.program, first + 1) == Names{"i"});
    const Program reset = reset_dead(tiny.program);
    CHECK(reset.steps[0].assignments.empty());
    REQUIRE(reset.steps[1].assignments.size() == 1);
    CHECK(reset.steps[1].assignments[0].variable == i);
}

TEST_CASE("an element with an unknown index reads all cells and writes none") {
    TinyProgram tiny;
    const VarId array = tiny.variable("array", 0, 9, 0, 2);
    const VarId index = tiny.variable("index", 0, 1);
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(3);
    Step& known = tiny.step(first, first + 1);
    known.assignments = {{array, tiny.number(1), tiny.number(5)}};
    Step& unknown = tiny.step(first + 1, first + 2);
    unknown.assignments = {{array, tiny.e.load(index), tiny.number(6)}};
    tiny.assign(first + 2, first + 3, out, tiny.e.element(array, tiny.e.load(index)));
    CHECK(live_at(tiny.program, first) == Names{"array[0]"});
    CHECK(live_at(tiny.program, first + 1) == Names{"array[0]", "array[1]"});
    CHECK(live_at(tiny.program, first + 2) == Names{"array[0]", "array[1]"});
    CHECK(live_at(tiny.program, first + 3) == Names{});
}

TEST_CASE("every part of a step reads") {
    TinyProgram tiny;
    const Names names{"guard", "low", "high", "check", "assumption", "index", "freed", "event", "result"};
    std::vector<ExprId> loads;
    for (const std::string& name : names) loads.push_back(tiny.e.load(tiny.variable(name, 0, 1, 0)));
    const VarId array = tiny.variable("array", 0, 1, shared, 2);
    const LocationId first = tiny.task(1);
    Step& step = tiny.step(first, first + 1, StepKind::choice, loads[0]);
    step.choice_low = loads[1];
    step.choice_high = loads[2];
    step.checks = {{loads[3], "check", ""}};
    step.assumption = loads[4];
    step.assignments = {{array, loads[5], tiny.number(0)}};
    step.frees = {{0, loads[6]}};
    step.events = {{EventKind::get, 0, tiny.number(1), loads[7]}};
    step.result = loads[8];
    REQUIRE(validate(tiny.program) == Names{});
    CHECK(live_at(tiny.program, first) == names);
}

TEST_CASE("what an invariant reads is always live") {
    TinyProgram tiny;
    const VarId own = tiny.variable("own", 0, 9, 0);
    const LocationId first = tiny.task(1);
    tiny.assign(first, first + 1, own, tiny.number(3));
    tiny.invariant(tiny.less(own, 9));
    CHECK(live_at(tiny.program, first + 1) == Names{"own"});
    CHECK(reset_dead(tiny.program).steps[0].assignments.size() == 1);
}

TEST_CASE("a store that nobody reads stays if it may be outside the domain") {
    TinyProgram tiny;
    const VarId own = tiny.variable("own", 0, 3, 0);
    const VarId in = tiny.variable("in", 0, 9);
    const LocationId first = tiny.task(3);
    tiny.assign(first, first + 1, own, tiny.e.load(in));
    tiny.assign(first + 1, first + 2, own, tiny.number(7));
    tiny.assign(first + 2, first + 3, own, tiny.number(2));
    const Program reset = reset_dead(tiny.program);
    CHECK(reset.steps[0].assignments.size() == 2);
    CHECK(reset.steps[1].assignments.size() == 2);
    REQUIRE(reset.steps[2].assignments.size() == 1);
    CHECK(to_text(reset, reset.steps[2].assignments[0].value) == "0");
}
