// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/builder.h"

namespace mmapck::checker::explicit_ {
namespace {

using namespace program;
using tests::Builder;

/// Takes two locks and releases them.
void take_both(Builder& b, VarId first, std::uint32_t first_instance, VarId second, std::uint32_t second_instance) {
    b.take(first, first_instance);
    b.take(second, second_instance);
    b.release(second);
    b.release(first);
}

TEST_CASE("a cycle of lock classes is a violation though no run deadlocks") {
    Builder b;
    const VarId x = b.lock("x", "class x", 1), y = b.lock("y", "class y", 2);
    b.task();  // one task alone: it takes x then y, later y then x
    take_both(b, x, 1, y, 2);
    take_both(b, y, 2, x, 1);
    b.end();
    const Verdict verdict = check(b.program, {}, {});
    REQUIRE(verdict.status == Status::violated);
    const Counterexample& cycle = verdict.counterexamples.at(0);
    CHECK(cycle.violation.kind == "lock-order");
    REQUIRE(cycle.violation.cycle.size() == 2);
    CHECK(cycle.violation.cycle[0] == "class y (taken while holding class x by task A at test.c:2)");
    CHECK(cycle.violation.cycle[1] == "class x (taken while holding class y by task A at test.c:6)");
    CHECK(cycle.trace.moves == 6);
    CHECK(cycle.violation.task == 0);
    Limits limits;
    limits.lock_order = false;
    CHECK(check(b.program, limits, {}).status == Status::holds);
}

TEST_CASE("the cycle is told before the deadlock that it may cause") {
    Builder b;
    const VarId x = b.lock("x", "class x", 1), y = b.lock("y", "class y", 2);
    b.task();
    take_both(b, x, 1, y, 2);
    b.end();
    b.task();
    take_both(b, y, 2, x, 1);
    b.end();
    Limits limits;
    limits.max_violations = 5;
    const Verdict verdict = check(b.program, limits, {});
    REQUIRE(verdict.counterexamples.size() == 2);
    CHECK(verdict.counterexamples[0].violation.kind == "lock-order");
    CHECK(verdict.counterexamples[0].trace.moves == 2);
    CHECK(verdict.counterexamples[1].violation.kind == "deadlock");
    CHECK(verdict.counterexamples[1].trace.moves == 2);
}

TEST_CASE("two locks of one class in one order are fine, in both they are a cycle") {
    Builder b;
    const VarId x = b.lock("inode 1", "inode", 1), y = b.lock("inode 2", "inode", 2);
    b.task();
    take_both(b, x, 1, y, 2);
    b.end();
    CHECK(check(b.program, {}, {}).status == Status::holds);
    b.program.locations[b.here()].final = false;
    take_both(b, y, 2, x, 1);
    b.end();
    const Verdict verdict = check(b.program, {}, {});
    REQUIRE(verdict.status == Status::violated);
    CHECK(verdict.counterexamples[0].violation.kind == "lock-order");
    CHECK(verdict.counterexamples[0].violation.cycle[1] == "inode 1 (taken while holding inode 2 by task A at test.c:6)");
}

TEST_CASE("a trylock does not wait, so it makes no order") {
    Builder b;
    const VarId x = b.lock("x", "class x", 1), y = b.lock("y", "class y", 2);
    const TaskId task = b.task();
    Frame trylock;
    trylock.kind = FrameKind::primitive;
    trylock.function = "mutex_trylock";
    trylock.parent = 0;
    b.program.frames.push_back(trylock);
    take_both(b, x, 1, y, 2);
    b.take(y, 2);
    b.program.locations[b.here()].frame = 1;
    b.take(x, 1);
    b.release(x);
    b.release(y);
    b.end();
    CHECK(b.program.locations[b.here()].task == task);
    CHECK(check(b.program, {}, {}).status == Status::holds);
}

TEST_CASE("an order that needs a fault makes a cycle with as many faults") {
    Builder b;
    const VarId x = b.lock("x", "class x", 1), y = b.lock("y", "class y", 2);
    b.task();
    const LocationId good = b.fault("site");
    take_both(b, y, 2, x, 1);
    b.end();
    b.go_on_from(good);
    for (int i = 0; i < 6; ++i) b.then();
    take_both(b, x, 1, y, 2);
    b.end();
    b.program.max_faults = 1;
    const Verdict verdict = check(b.program, {}, {});
    REQUIRE(verdict.status == Status::violated);
    CHECK(verdict.counterexamples[0].violation.kind == "lock-order");
    CHECK(verdict.counterexamples[0].trace.faults == 1);
    CHECK(verdict.counterexamples[0].trace.moves == 3);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
