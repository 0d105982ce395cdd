// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/program/passes.h"
#include "model/program/tests/random_program.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

namespace {

/// A valid program with something of everything: a cell of each of two tasks, a fault, a choice, an invariant.
struct Fixture : TinyProgram {
    VarId common = variable("common", 0, 9);
    VarId own = variable("own", 0, 9, 0);
    VarId others = variable("others", 0, 9, 1);
    VarId each = variable("each", 0, 9, shared, 2);
    LocationId first = task(2);
    LocationId other = task(1);

    Fixture() {
        program.variables[each].owner = {0, 1};
        program.files = {"a.c"};
        program.faults.resize(1);
        Step& choose = assign(first, first + 1, own, e.choice());
        choose.choice_low = choose.choice_high = number(3);
        step(first + 1, first + 2, StepKind::fault).fault = 0;
        assign(other, other + 1, others, number(1));
        invariant(e.load(common));
    }
};

/// What is wrong with the valid program after a change.
std::string complaint(const std::function<void(Fixture&)>& change) {
    Fixture f;
    REQUIRE(validate(f.program).empty());
    change(f);
    const std::vector<std::string> errors = validate(f.program);
    return errors.empty() ? "" : errors[0];
}

}  // namespace

TEST_CASE("what is wrong with a program is said") {
    CHECK(complaint([](Fixture& f) { f.program.types.clear(); }) == "types: there is no type 0, the plain number");
    CHECK(complaint([](Fixture& f) { f.program.types[1].table = 4; }) == "type 1: table 4 does not exist");
    CHECK(complaint([](Fixture& f) { f.program.types[0].names = {{2, "b"}, {1, "a"}}; }) == "type 0: names are not in order of value");
    CHECK(complaint([](Fixture& f) { f.program.variables[0].high = -1; }) == "variable 0: the domain is empty");
    CHECK(complaint([](Fixture& f) { f.program.variables[0].initial = {11}; }) == "variable 0: an initial value is outside the domain");
    CHECK(complaint([](Fixture& f) { f.program.variables[0].initial = {1, 2}; }) ==
          "variable 0: the number of initial values is neither 1 nor the number of cells");
    CHECK(complaint([](Fixture& f) { f.program.variables[0].owner = {7}; }) == "variable 0: task 7 does not exist");
    CHECK(complaint([](Fixture& f) { f.e.unary(Op::negate, 999); }) == "expression 4: operand 1 does not come before");
    CHECK(complaint([](Fixture& f) { f.e.extend(Op::sign_extend, 0, 65); }) == "expression 4: the number of bits is not 1 to 64");
    CHECK(complaint([](Fixture& f) { f.e.load(9); }) == "expression 4: variable 9 does not exist");
    CHECK(complaint([](Fixture& f) { f.program.frames[1].parent = 1; }) == "frame 1: the parent does not come before");
    CHECK(complaint([](Fixture& f) { f.program.tasks[0].first = f.other; }) == "task 0: the first location is of another task");
    CHECK(complaint([](Fixture& f) { f.program.locations[f.first].final = true; }) == "location 0: a final location has steps");
    CHECK(complaint([](Fixture& f) { f.program.locations[f.first].steps.push_back(0); }) == "location 0: step 0 is listed twice");
    CHECK(complaint([](Fixture& f) { f.program.locations[f.first].steps.clear(); }) == "step 0: no location lists it");
    CHECK(complaint([](Fixture& f) { f.program.steps[0].to = f.other; }) == "step 0: leads to a location of another task");
    CHECK(complaint([](Fixture& f) { f.program.steps[0].where.file = 3; }) == "step 0: file 3 does not exist");
    CHECK(complaint([](Fixture& f) { f.program.steps[0].choice_high = no_expr; }) == "step 0: the choice has one bound");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].guard = f.e.choice(); }) == "step 2: the guard uses a choice where there is none");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].guard = f.e.load(f.own); }) == "step 2: the guard reads a cell of another task");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].guard = f.e.element(f.each, f.number(0)); }) ==
          "step 2: the guard reads a cell of another task");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].guard = f.e.element(f.each, f.number(1)); }).empty());
    CHECK(complaint([](Fixture& f) { f.program.steps[2].assignments[0].variable = f.own; }) ==
          "step 2: writes a cell of another task, own");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].assignments[0].variable = f.each; }) ==
          "step 2: assigns an array as a whole");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].checks = {{f.number(1), "", ""}}; }) ==
          "step 2: a check names no kind of violation");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].frees = {{5, f.number(1)}}; }) == "step 2: table 5 does not exist");
    CHECK(complaint([](Fixture& f) { f.program.steps[1].fault = 1; }) == "step 1: fault 1 does not exist");
    CHECK(complaint([](Fixture& f) { f.program.steps[2].fault = 0; }) == "step 2: names a fault but is not a fault point");
    CHECK(complaint([](Fixture& f) { f.program.invariants[0].task = 0; }) ==
          "invariant 0: at-return invariants have a task, others have none");
    CHECK(complaint([](Fixture& f) { f.program.ended = 77; }) == "ended: the condition 77 does not exist");
}

TEST_CASE("random programs are valid") {
    CHECK(rc::check("random programs are valid", [] {
        const Program program = *tests::random_program();
        RC_ASSERT(validate(program) == std::vector<std::string>{});
    }));
}
