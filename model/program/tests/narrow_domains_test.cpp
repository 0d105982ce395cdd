// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <doctest/doctest.h>

#include "model/program/passes.h"
#include "model/program/tests/reference_checker.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

namespace {

using Domain = std::pair<std::int64_t, std::int64_t>;

Domain narrowed(const Program& program, VarId variable) {
    const Program after = narrow_domains(program);
    CHECK(validate(after).empty());
    return {after.variables[variable].low, after.variables[variable].high};
}

struct Fixture : TinyProgram {
    static constexpr std::int64_t low = std::numeric_limits<std::int32_t>::min();
    static constexpr std::int64_t high = std::numeric_limits<std::int32_t>::max();
    LocationId first = task(4);

    VarId integer(const char* name, TaskId owner = 0) { return variable(name, low, high, owner); }
    ExprId next(VarId id) { return e.extend(Op::sign_extend, plus(id, 1), 32); }
};

}  // namespace

TEST_CASE("a loop's counter has the values from its start to its bound") {
    Fixture f;
    const VarId i = f.integer("i");
    f.assign(f.first, f.first + 1, i, f.number(0));
    f.branch(f.first + 1, f.less(i, 6), f.first + 2, f.first + 4);
    f.assign(f.first + 2, f.first + 3, f.integer("square"), f.e.binary(Op::multiply, f.e.load(i), f.e.load(i)));
    f.assign(f.first + 3, f.first + 1, i, f.next(i));
    CHECK(narrowed(f.program, i) == Domain{0, 6});
    CHECK(narrowed(f.program, i + 1) == Domain{0, 25});
}

TEST_CASE("nested loops and loops that count down") {
    Fixture f;
    const VarId i = f.integer("i");
    const VarId j = f.integer("j");
    f.branch(f.first, f.less(i, 6), f.first + 1, f.first + 4);
    f.assign(f.first + 1, f.first + 2, j, f.e.load(i));
    f.branch(f.first + 2, f.e.binary(Op::less, f.number(0), f.e.load(j)), f.first + 3, f.first + 4);
    f.assign(f.first + 2, f.first, i, f.next(i));
    f.assign(f.first + 3, f.first + 2, j, f.plus(j, -1));
    CHECK(narrowed(f.program, i) == Domain{0, 6});
    CHECK(narrowed(f.program, j) == Domain{0, 5});
}

TEST_CASE("results are few errors") {
    Fixture f;
    const VarId err = f.integer("err");
    const VarId copy = f.integer("copy", shared);
    f.assign(f.first, f.first + 1, err, f.number(-12));
    f.assign(f.first, f.first + 1, err, f.number(0));
    f.assign(f.first + 1, f.first + 2, err, f.e.conditional(f.e.load(err), f.e.load(err), f.number(-22)));
    f.assign(f.first + 2, f.first + 3, copy, f.e.load(err));
    CHECK(narrowed(f.program, err) == Domain{-22, 0});
    CHECK(narrowed(f.program, copy) == Domain{-22, 0});
}

TEST_CASE("choices, checks and assumptions bound values") {
    Fixture f;
    const VarId chosen = f.integer("chosen", shared);
    const VarId own = f.integer("own");
    const VarId copy = f.integer("copy");
    Step& choose = f.assign(f.first, f.first + 1, chosen, f.e.binary(Op::multiply, f.e.choice(), f.number(2)));
    choose.kind = StepKind::choice;
    choose.choice_low = f.number(1);
    choose.choice_high = f.number(4);
    f.assign(f.first + 1, f.first + 2, own, f.e.load(chosen));
    Step& check = f.assign(f.first + 2, f.first + 3, copy, f.e.load(own));
    check.checks = {{f.less(own, 7), "check", ""}};
    check.assumption = f.e.binary(Op::less_equal, f.number(3), f.e.load(own));
    CHECK(narrowed(f.program, chosen) == Domain{0, 8});
    CHECK(narrowed(f.program, own) == Domain{0, 8});
    CHECK(narrowed(f.program, copy) == Domain{0, 6});
}

TEST_CASE("a counter that other tasks change too has no bound but its domain") {
    Fixture f;
    const VarId count = f.variable("count", 0, 100);
    f.branch(f.first, f.less(count, 3), f.first + 1, f.first + 4);
    f.assign(f.first + 1, f.first, count, f.plus(count, 1));
    CHECK(narrowed(f.program, count) == Domain{0, 100});
    Step& step = f.program.steps[2];
    step.guard = f.less(count, 3);
    CHECK(narrowed(f.program, count) == Domain{0, 3});
}

TEST_CASE("a store outside the domain stays a violation") {
    Fixture f;
    const VarId small = f.variable("small", 0, 7);
    f.assign(f.first, f.first + 1, small, f.number(3));
    f.assign(f.first + 1, f.first + 2, small, f.number(8));
    CHECK(narrowed(f.program, small) == Domain{0, 3});
    const auto answer = tests::reference_check(narrow_domains(f.program)).fewest_faults;
    CHECK(answer.at("domain") == 0);
    CHECK(answer == tests::reference_check(f.program).fewest_faults);
}

TEST_CASE("pointers have room to dangle") {
    Fixture f;
    const VarId pointer = f.pointer("pointer");
    const VarId own = f.pointer("own", 0);
    const VarId never_freed = f.pointer("never_freed", 0);
    f.assign(f.first, f.first + 1, pointer, f.number(1));
    f.assign(f.first + 1, f.first + 2, own, f.number(1));
    f.assign(f.first + 1, f.first + 2, never_freed, f.number(2));
    const LocationId other = f.task(1);
    CHECK(narrowed(f.program, pointer) == Domain{0, 1});
    f.step(other, other + 1).frees = {{0, f.number(1)}};
    CHECK(narrowed(f.program, pointer) == Domain{0, 3});
    CHECK(narrowed(f.program, own) == Domain{0, 3});
}

TEST_CASE("own cells of arrays are followed one by one where the index is known") {
    Fixture f;
    const VarId array = f.variable("array", 0, 100, 0, 2);
    const VarId out = f.variable("out", 0, 100);
    f.step(f.first, f.first + 1).assignments = {{array, f.number(0), f.number(5)}, {array, f.number(1), f.number(50)}};
    f.assign(f.first + 1, f.first + 2, out, f.e.element(array, f.number(0)));
    CHECK(narrowed(f.program, out) == Domain{0, 5});
    CHECK(narrowed(f.program, array) == Domain{0, 50});
    CHECK(narrow_domains(f.program).variables[array].held == std::vector<Interval>{{0, 5}, {0, 50}});
}
