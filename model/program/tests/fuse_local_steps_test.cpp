// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/passes.h"
#include "model/program/tests/reference_checker.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

namespace {

/// A task 0 whose middle one of three locations is left by the step under test, and a task 1 that does something.
struct Fixture : TinyProgram {
    VarId own = variable("own", 0, 9, 0);
    VarId common = variable("common", 0, 9);
    VarId mine = pointer("mine", 0);
    VarId copy = pointer("copy", 0);
    LocationId first = task(3);
    LocationId middle = first + 1;
    LocationId other = task(1);

    Fixture() { assign(first, middle, common, number(1)); }

    void others_free() { step(other, other + 1).frees = {{0, number(1)}}; }

    bool fused() {
        const bool valid = validate(program).empty();
        CHECK(valid);
        return !fuse_local_steps(program).locations[middle].interruptible;
    }
};

}  // namespace

TEST_CASE("steps on own cells are fused") {
    Fixture f;
    f.assign(f.middle, f.first + 2, f.own, f.number(4));
    CHECK(f.fused());
    const Program after = fuse_local_steps(f.program);
    CHECK(after.locations[f.first].interruptible);
    CHECK(after.locations[f.first + 3].interruptible);
    CHECK(after.locations[f.other].interruptible);
}

TEST_CASE("branches and choices on own cells are fused") {
    Fixture f;
    f.branch(f.middle, f.e.binary(Op::logic_and, f.less(f.own, 5), f.less(f.own, 3)), f.first + 2, f.first + 3);
    CHECK(f.fused());

    Fixture choice;
    Step& step = choice.assign(choice.middle, choice.first + 2, choice.own, choice.e.choice());
    step.kind = StepKind::choice;
    step.choice_low = choice.number(0);
    step.choice_high = choice.number(2);
    CHECK(choice.fused());
}

TEST_CASE("a switch with a default is always enabled, one without is not") {
    Fixture f;
    const ExprId one = f.is(f.own, 1);
    const ExprId two = f.is(f.own, 2);
    f.assign(f.first, f.first, f.own, f.number(1));
    f.assign(f.first, f.first, f.own, f.number(2));
    f.step(f.middle, f.first + 2, StepKind::branch, one);
    f.step(f.middle, f.first + 3, StepKind::branch, two);
    CHECK_FALSE(f.fused());
    f.step(f.middle, f.first + 3, StepKind::branch, f.e.unary(Op::logic_not, f.e.binary(Op::logic_or, one, two)));
    CHECK(f.fused());
}

TEST_CASE("a fault that may happen or not is fused, one that must happen is not") {
    Fixture f;
    f.program.faults.resize(1);
    f.assign(f.middle, f.first + 3, f.own, f.number(3)).kind = StepKind::fault;
    f.program.steps.back().fault = 0;
    CHECK_FALSE(f.fused());
    f.step(f.middle, f.first + 2, StepKind::no_fault).fault = 0;
    CHECK(f.fused());
}

TEST_CASE("steps that others can notice are not fused") {
    {
        Fixture reads;
        reads.assign(reads.middle, reads.first + 2, reads.own, reads.e.load(reads.common));
        CHECK_FALSE(reads.fused());
    }
    {
        Fixture writes;
        writes.assign(writes.middle, writes.first + 2, writes.common, writes.number(4));
        CHECK_FALSE(writes.fused());
    }
    {
        Fixture observed;
        observed.assign(observed.middle, observed.first + 2, observed.own, observed.number(4));
        observed.invariant(observed.less(observed.own, 9));
        CHECK_FALSE(observed.fused());
    }
    {
        Fixture events;
        events.step(events.middle, events.first + 2).events = {{EventKind::acquire, 0, events.number(1), no_expr}};
        CHECK_FALSE(events.fused());
    }
    {
        Fixture frees;
        frees.step(frees.middle, frees.first + 2).frees = {{0, frees.number(1)}};
        CHECK_FALSE(frees.fused());
    }
    {
        Fixture returns;
        returns.step(returns.middle, returns.first + 2, StepKind::system_return);
        CHECK_FALSE(returns.fused());
    }
}

TEST_CASE("what nobody writes may be read") {
    Fixture f;
    const VarId table = f.variable("table", 0, 9, shared, 3, 2);
    f.assign(f.middle, f.first + 2, f.own, f.e.element(table, f.e.load(f.own)));
    CHECK(f.fused());
}

TEST_CASE("steps that may fail or block are not fused: the state before them is one that invariants see") {
    {
        Fixture checks;
        checks.step(checks.middle, checks.first + 2).checks = {{checks.less(checks.own, 9), "check", ""}};
        CHECK_FALSE(checks.fused());
    }
    {
        Fixture assumes;
        assumes.step(assumes.middle, assumes.first + 2).assumption = assumes.less(assumes.own, 9);
        CHECK_FALSE(assumes.fused());
    }
    {
        Fixture waits;
        waits.step(waits.middle, waits.first + 2, StepKind::wait);
        CHECK_FALSE(waits.fused());
    }
    {
        Fixture guarded;
        guarded.assign(guarded.middle, guarded.first + 2, guarded.own, guarded.number(4));
        guarded.program.steps.back().guard = guarded.is(guarded.own, 4);
        CHECK_FALSE(guarded.fused());
    }
    {
        Fixture outside;
        outside.assign(outside.first, outside.first, outside.own, outside.number(9));
        outside.assign(outside.middle, outside.first + 2, outside.own, outside.plus(outside.own, 1));
        CHECK_FALSE(outside.fused());
    }
}

TEST_CASE("with frees of others, own pointers may be copied and compared with NULL, no more") {
    const auto fused = [](bool freed, const auto& build) {
        Fixture f;
        if (freed) f.others_free();
        build(f);
        return f.fused();
    };
    const auto to_copy = [](Fixture& f, ExprId value) { f.assign(f.middle, f.first + 2, f.copy, value); };
    const auto to_own = [](Fixture& f, ExprId value) { f.assign(f.middle, f.first + 2, f.own, value); };
    const auto copies = [&](Fixture& f) { to_copy(f, f.e.load(f.mine)); };
    const auto clears = [&](Fixture& f) { to_copy(f, f.number(0)); };
    const auto names = [&](Fixture& f) { to_copy(f, f.number(1)); };
    const auto tests_null = [&](Fixture& f) { to_own(f, f.is(f.mine, 0)); };
    const auto tests_dangling = [&](Fixture& f) { to_own(f, f.less(f.mine, 3)); };
    const auto to_number = [&](Fixture& f) { to_own(f, f.e.load(f.mine)); };
    CHECK(fused(true, copies));
    CHECK(fused(true, clears));
    CHECK_FALSE(fused(true, names));
    CHECK(fused(true, tests_null));
    CHECK_FALSE(fused(true, tests_dangling));
    CHECK_FALSE(fused(true, to_number));
    CHECK(fused(false, names));
    CHECK(fused(false, tests_dangling));
    CHECK(fused(false, to_number));
}

TEST_CASE("a move of several steps is joined to the one before only if all of it is local") {
    const auto fused = [](bool local) {
        Fixture f;
        f.program.locations[f.first + 2].interruptible = false;
        f.assign(f.middle, f.first + 2, f.own, f.number(4));
        f.assign(f.first + 2, f.first + 3, local ? f.own : f.common, f.number(5));
        return f.fused();
    };
    CHECK(fused(true));
    CHECK_FALSE(fused(false));
}

TEST_CASE("every loop keeps a location between moves") {
    Fixture f;
    f.assign(f.middle, f.first + 2, f.own, f.number(4));
    f.assign(f.first + 2, f.middle, f.own, f.number(5));
    const Program after = fuse_local_steps(f.program);
    CHECK(after.locations[f.middle].interruptible);
    CHECK_FALSE(after.locations[f.first + 2].interruptible);
    CHECK(tests::reference_check(after).fewest_faults == tests::reference_check(f.program).fewest_faults);
}
