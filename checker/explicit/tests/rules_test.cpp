// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/builder.h"
#include "model/program/passes.h"

namespace mmapck::checker::explicit_ {
namespace {

using namespace program;
using tests::Builder;

Verdict check_valid(const Builder& builder, const Limits& limits = {}) {
    const std::vector<std::string> errors = validate(builder.program);
    for (const std::string& error : errors) FAIL_CHECK(error);
    return check(builder.program, limits, {});
}

const Violation& only_violation(const Verdict& verdict) {
    REQUIRE(verdict.status == Status::violated);
    REQUIRE(verdict.counterexamples.size() == 1);
    return verdict.counterexamples[0].violation;
}

void check_shortest(const Builder& builder, const std::string& kind, std::uint32_t faults, std::uint32_t moves) {
    const Verdict verdict = check_valid(builder);
    CHECK(only_violation(verdict).kind == kind);
    CHECK(verdict.counterexamples[0].trace.faults == faults);
    CHECK(verdict.counterexamples[0].trace.moves == moves);
}

TEST_CASE("two tasks of two steps each have nine states") {
    Builder b;
    for (int task = 0; task < 2; ++task) {
        b.task();
        b.then();
        b.then();
        b.end();
    }
    const Verdict verdict = check_valid(b);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 9);
    CHECK(verdict.statistics.transitions == 12);
    CHECK(verdict.statistics.depth == 4);
    CHECK(verdict.statistics.deadlocks == 0);
    CHECK(verdict.statistics.peak_frontier == 3);
}

TEST_CASE("locations inside a move are no states") {
    Builder b;
    const VarId x = b.variable(0, 3);
    b.task();
    b.set(x, 1);
    b.inside();
    b.set(x, 2);
    b.end();
    b.invariant("never-1", b.differs(x, 1));
    const Verdict verdict = check_valid(b);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 2);
}

TEST_CASE("a check that fails is a violation in the step, and its assignments are not made") {
    Builder b;
    const VarId x = b.variable(0, 1);
    b.task();
    b.then();
    Step& step = b.set(x, 1);
    step.checks.push_back({b.equals(x, 1), "my-check", "x must be 1"});
    b.end();
    b.invariant("x-is-0", b.equals(x, 0));
    const Verdict verdict = check_valid(b);
    const Violation& violation = only_violation(verdict);
    CHECK(violation.kind == "my-check");
    CHECK(violation.words == "x must be 1");
    CHECK(violation.within_step);
    CHECK(violation.task == 0);
    CHECK(violation.where.line == 2);
    CHECK(verdict.counterexamples[0].trace.steps.size() == 2);
}

TEST_CASE("the first check that fails is the one told") {
    Builder b;
    b.task();
    Step& step = b.then();
    step.checks.push_back({b.number(1), "first", ""});
    step.checks.push_back({b.number(0), "second", ""});
    step.checks.push_back({b.number(0), "third", ""});
    step.assumption = b.number(0);
    b.end();
    check_shortest(b, "second", 0, 1);
}

TEST_CASE("a step whose assumption fails was never possible") {
    Builder b;
    const VarId x = b.variable(0, 3);
    b.task();
    Step& step = b.then(StepKind::choice);
    step.choice_low = b.number(0);
    step.choice_high = b.number(3);
    step.assumption = b.e().binary(Op::less, b.e().choice(), b.number(2));
    step.assignments.push_back({x, no_expr, b.e().choice()});
    b.end();
    b.invariant("small", b.e().binary(Op::less, b.get(x), b.number(2)));
    const Verdict verdict = check_valid(b);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 3);
}

TEST_CASE("an assumption inside a move that fails on all ways makes the move impossible") {
    Builder b;
    b.task();
    b.then();
    b.inside();
    b.then(StepKind::assume).assumption = b.number(0);
    b.end();
    check_shortest(b, "deadlock", 0, 0);
}

TEST_CASE("assignments are simultaneous") {
    Builder b;
    const VarId x = b.variable(0, 3, 1), y = b.variable(0, 3, 2);
    b.task();
    Step& swap = b.assign(x, b.get(y));
    swap.assignments.push_back({y, no_expr, b.get(x)});
    b.end();
    const ExprId swapped = b.e().binary(Op::logic_and, b.equals(x, 2), b.equals(y, 1));
    b.invariant("swapped", b.e().binary(Op::logic_or, swapped, b.equals(x, 1)));
    CHECK(check_valid(b).status == Status::holds);
}

TEST_CASE("of two stores to a cell the later one stays") {
    Builder b;
    const VarId x = b.variable(0, 3);
    b.task();
    Step& step = b.set(x, 1);
    step.assignments.push_back({x, no_expr, b.number(2)});
    b.end();
    b.invariant("not-1", b.differs(x, 1));
    const Verdict verdict = check_valid(b);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 2);
}

TEST_CASE("a value outside the domain is the violation domain") {
    Builder b;
    const VarId x = b.variable(0, 3, 3);
    b.task();
    b.assign(x, b.plus(x, 1));
    b.end();
    check_shortest(b, "domain", 0, 1);
}

TEST_CASE("an index outside of the array is the violation out-of-bounds, reading there is 0") {
    Builder b;
    const VarId x = b.variable(0, 3);
    b.program.variables[x].count = 2;
    const VarId i = b.variable(-1, 3, 2);
    b.task();
    Step& reads = b.then();
    reads.checks.push_back({b.e().unary(Op::logic_not, b.e().element(x, b.get(i))), "not-zero", ""});
    b.then().assignments.push_back({x, b.get(i), b.number(1)});
    b.end();
    check_shortest(b, "out-of-bounds", 0, 2);
    b.program.variables[i].initial = {-1};
    check_shortest(b, "out-of-bounds", 0, 2);
    b.program.variables[i].initial = {1};
    CHECK(check_valid(b).status == Status::holds);
}

TEST_CASE("a free makes pointers dangle, other tasks' too") {
    Builder b;
    const VarId mine = b.variable(0, 4, 1, 0, 1), other = b.variable(0, 4, 2, shared, 1), theirs = b.variable(0, 4, 1, 1, 1);
    b.task();
    b.then().frees.push_back({0, b.get(mine)});
    b.then().checks.push_back({b.e().binary(Op::less_equal, b.get(mine), b.number(2)), "use-after-free", ""});
    b.end();
    b.task();
    b.then().checks.push_back({b.e().binary(Op::less_equal, b.get(theirs), b.number(2)), "theirs", ""});
    b.end();
    b.invariant("other-stays", b.equals(other, 2));
    Limits limits;
    limits.max_violations = 10;
    const Verdict verdict = check_valid(b, limits);
    REQUIRE(verdict.counterexamples.size() == 2);
    CHECK(verdict.counterexamples[0].violation.kind == "use-after-free");
    CHECK(verdict.counterexamples[1].violation.kind == "theirs");
    CHECK(verdict.counterexamples[0].trace.moves == 2);
}

TEST_CASE("a move that does not end is the violation unbounded-loop") {
    Builder b;
    b.task();
    b.then();
    b.inside();
    b.branch(b.here(), b.here());
    const Verdict verdict = check_valid(b);
    CHECK(only_violation(verdict).kind == "unbounded-loop");
    CHECK(verdict.counterexamples[0].trace.steps.size() == max_move_steps + 1);
    CHECK(verdict.counterexamples[0].trace.moves == 1);
}

TEST_CASE("waiting for ever is a deadlock unless the location may wait") {
    Builder b;
    const VarId x = b.variable(0, 1);
    b.task();
    b.then();
    b.wait(b.equals(x, 1)).text = "wait_event(x)";
    b.end();
    const Verdict verdict = check_valid(b);
    CHECK(only_violation(verdict).kind == "deadlock");
    CHECK(only_violation(verdict).words == "no task can go on: A waits in wait_event(x) at test.c:2");
    CHECK(verdict.counterexamples[0].trace.moves == 1);
    CHECK(verdict.statistics.deadlocks == 1);
    b.program.locations[1].may_wait = true;
    CHECK(check_valid(b).status == Status::vacuous);  // the task gets nowhere
    CHECK(check_valid(b).statistics.deadlocks == 0);
}

TEST_CASE("a deadlock is found before a violation that is one move longer") {
    Builder b;
    const VarId turn = b.variable(0, 2);
    b.task();
    Step& choice = b.then(StepKind::choice);
    choice.choice_low = b.number(0);
    choice.choice_high = b.number(1);
    choice.assignments.push_back({turn, no_expr, b.e().choice()});
    b.wait(b.equals(turn, 0)).checks.push_back({b.number(0), "late", ""});
    b.end();
    check_shortest(b, "deadlock", 0, 1);
}

TEST_CASE("invariants of the four moments") {
    for (const Moment moment : {Moment::every_step, Moment::at_return, Moment::quiescence, Moment::end}) {
        CAPTURE(name(moment));
        Builder b;
        const VarId x = b.variable(0, 9), in_call = b.variable(0, 1), ended = b.variable(0, 1);
        b.task();
        b.set(in_call, 1);                                                   // move 1
        b.set(x, 1);                                                         // move 2
        Step& back = b.set(in_call, 0);                                      // move 3, first step
        back.kind = StepKind::system_return;
        b.inside();
        b.set(x, 2);                                                         // move 3, second step
        b.set(ended, 1);                                                     // move 4
        b.end();
        b.program.quiescent = b.equals(in_call, 0);
        b.program.ended = b.get(ended);
        b.invariant("x-is-0", b.equals(x, 0), moment);
        const Verdict verdict = check_valid(b);
        const std::uint32_t moves = moment == Moment::every_step ? 2 : moment == Moment::end ? 4 : 3;
        CHECK(only_violation(verdict).kind == "x-is-0");
        CHECK(only_violation(verdict).invariant == 0);
        CHECK_FALSE(only_violation(verdict).within_step);
        CHECK(verdict.counterexamples[0].trace.moves == moves);
        CHECK(verdict.counterexamples[0].trace.steps.size() == (moment == Moment::end ? 5U : moment == Moment::quiescence ? 4U : moves));
    }
}

TEST_CASE("an invariant may fail in the initial state") {
    Builder b;
    const VarId x = b.variable(0, 1);
    b.task();
    b.then();
    b.end();
    b.invariant("x-is-1", b.equals(x, 1));
    const Verdict verdict = check_valid(b);
    CHECK(only_violation(verdict).kind == "x-is-1");
    CHECK(verdict.counterexamples[0].trace == Trace{});
}

TEST_CASE("fewest faults come before fewest moves, and no run has more than allowed") {
    Builder b;
    const VarId x = b.variable(0, 2);
    b.task();
    const LocationId good = b.fault("site");
    b.then().checks.push_back({b.number(0), "after-fault", ""});     // 1 fault, 2 moves
    b.end();
    b.go_on_from(good);
    b.then();
    b.then();
    b.then().checks.push_back({b.equals(x, 1), "without-fault", ""});  // 0 faults, 4 moves
    b.end();
    b.program.max_faults = 1;
    check_shortest(b, "without-fault", 0, 4);
    b.program.variables[x].initial = {1};
    check_shortest(b, "after-fault", 1, 2);
    b.program.max_faults = 0;
    const Verdict verdict = check_valid(b);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 5);
}

TEST_CASE("a state that is cheaper with fewer faults keeps its fewer faults") {
    Builder b;
    const VarId x = b.variable(0, 1);
    b.task();
    const LocationId good = b.fault("one");      // the fault is a short cut to the same location
    const LocationId bad = b.here();
    b.go_on_from(good);
    b.then();
    b.branch(b.here(), bad);
    b.go_on_from(bad);
    const LocationId fine = b.fault("two");
    b.then().checks.push_back({b.equals(x, 1), "second", ""});
    b.end();
    b.program.locations[fine].final = true;
    b.program.max_faults = 2;
    check_shortest(b, "second", 1, 5);
}

TEST_CASE("several faults in one move cost as many") {
    Builder b;
    b.task();
    b.program.locations[b.fault("one")].final = true;
    b.inside();
    b.program.locations[b.fault("two")].final = true;
    b.then().checks.push_back({b.number(0), "both", ""});
    b.end();
    b.program.max_faults = 3;
    check_shortest(b, "both", 2, 2);
}

TEST_CASE("going on after the first violation finds other kinds with as many faults") {
    Builder b;
    const VarId x = b.variable(0, 2);
    b.task();
    Step& choice = b.then(StepKind::choice);
    choice.choice_low = b.number(0);
    choice.choice_high = b.number(2);
    choice.assignments.push_back({x, no_expr, b.e().choice()});
    b.then().checks.push_back({b.differs(x, 1), "one", ""});
    b.then().checks.push_back({b.differs(x, 2), "two", ""});
    const LocationId good = b.fault("site");
    b.then().checks.push_back({b.number(0), "with-fault", ""});
    b.end();
    b.program.locations[good].final = true;
    b.program.max_faults = 1;
    Limits limits;
    limits.max_violations = 5;
    const Verdict verdict = check_valid(b, limits);
    REQUIRE(verdict.counterexamples.size() == 2);
    CHECK(verdict.counterexamples[0].violation.kind == "one");
    CHECK(verdict.counterexamples[1].violation.kind == "two");
    limits.max_violations = 1;
    CHECK(check_valid(b, limits).counterexamples.size() == 1);
}

TEST_CASE("budgets end the search as inconclusive and say how far it came") {
    Builder b;
    const VarId x = b.variable(0, 100'000);
    b.task();
    const LocationId loop = b.here();
    b.branch(loop, loop).assignments.push_back({x, no_expr, b.e().binary(Op::remainder, b.plus(x, 1), b.number(100'000))});
    Limits limits;
    limits.max_states = 1000;
    const Verdict verdict = check_valid(b, limits);
    CHECK(verdict.status == Status::inconclusive);
    CHECK(verdict.statistics.states == 1000);
    CHECK(verdict.reason.find("1000 states") != std::string::npos);
    CHECK(verdict.reason.find("runs without faults are not complete") != std::string::npos);
    limits.max_states = 100'000;
    CHECK(check_valid(b, limits).status == Status::holds);
    limits.max_states = 0;
    limits.max_memory_bytes = 200'000;
    const Verdict small = check_valid(b, limits);
    CHECK(small.status == Status::inconclusive);
    CHECK(small.statistics.memory_bytes <= 200'000);
    Env env;
    env.progress = [](std::uint64_t states, std::uint64_t, std::uint64_t) { return states < 20'000; };
    CHECK(check(b.program, {}, env).status == Status::inconclusive);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
