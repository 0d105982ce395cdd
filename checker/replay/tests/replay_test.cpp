// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/replay/replay.h"
#include "checker/replay/tests/tiny_program.h"

using namespace mmapck::program;
using namespace mmapck::checker::replay;
using mmapck::checker::Counterexample;
using mmapck::checker::Taken;
using mmapck::checker::replay::tests::TinyProgram;

namespace {

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Counterexample ending_in(const std::string& kind, std::vector<Taken> steps, std::uint32_t faults = 0) {
    Counterexample counterexample;
    counterexample.violation.kind = kind;
    for (const Taken& taken : steps) {
        counterexample.trace.moves += taken.begins_move ? 1 : 0;
    }
    counterexample.trace.steps = std::move(steps);
    counterexample.trace.faults = faults;
    return counterexample;
}

TEST_CASE("a violated check is confirmed as the last step's, and only with its kind") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 3);
    const StepId first = tiny.step(a, 0, 1);
    const StepId second = tiny.step(a, 1, 2);
    tiny[second].checks = {{tiny.number(0), "use-after-free", ""}};
    Counterexample counterexample = ending_in("use-after-free", {{first, 0, true}, {second, 0, true}});
    counterexample.violation.within_step = true;
    CHECK(confirm(tiny.program, counterexample) == "");
    counterexample.violation.task = a;
    CHECK(confirm(tiny.program, counterexample) == "");
    counterexample.violation.kind = "double-free";
    CHECK(confirm(tiny.program, counterexample) == "the last step is the violation 'use-after-free'");
    counterexample.violation.kind = "use-after-free";
    counterexample.violation.within_step = false;
    CHECK(mentions(confirm(tiny.program, counterexample), "is not finished"));
    counterexample.violation.within_step = true;
    counterexample.trace.steps.pop_back();
    counterexample.trace.moves = 1;
    CHECK(mentions(confirm(tiny.program, counterexample), "finishes without a violation"));
}

TEST_CASE("steps that cannot be taken are named with their number and text") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const TaskId a = tiny.task("A", 3);
    const StepId first = tiny.step(a, 0, 1);
    const StepId second = tiny.step(a, 1, 2);
    tiny[second].guard = tiny.is(x, 1);
    CHECK(confirm(tiny.program, ending_in("k", {{second, 0, true}})) == "step 1: task A is not at 'step 1'");
    CHECK(confirm(tiny.program, ending_in("k", {{first, 0, true}, {second, 0, true}})) ==
          "step 2: 'step 1' is not enabled");
    tiny[second].guard = no_expr;
    tiny[second].assumption = tiny.number(0);
    CHECK(confirm(tiny.program, ending_in("k", {{first, 0, true}, {second, 0, true}})) ==
          "step 2: 'step 1' is discarded by its assumption");
    CHECK(confirm(tiny.program, ending_in("k", {{9, 0, true}})) == "step 1: the program has no step number 9");
}

TEST_CASE("no task moves inside another's move, and moves begin where they may") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 3);
    const TaskId b = tiny.task("B", 2);
    tiny.location(a, 1).interruptible = false;
    const StepId a0 = tiny.step(a, 0, 1);
    const StepId a1 = tiny.step(a, 1, 2);
    const StepId b0 = tiny.step(b, 0, 1);
    tiny.invariant("i", Moment::end, tiny.number(0));
    CHECK(confirm(tiny.program, ending_in("i", {{a0, 0, true}, {b0, 0, true}})) ==
          "step 2: a move begins while task A is inside one");
    CHECK(confirm(tiny.program, ending_in("i", {{a0, 0, true}, {b0, 0, false}})) ==
          "step 2: task B is not inside a move");
    CHECK(confirm(tiny.program, ending_in("i", {{a0, 0, false}})) == "step 1: task A is not inside a move");
    CHECK(confirm(tiny.program, ending_in("i", {{b0, 0, true}, {a0, 0, false}})) ==
          "step 2: task A is not inside a move");
    Interpreter interpreter(tiny.program);
    CHECK(play(interpreter, ending_in("i", {{a0, 0, true}, {a1, 0, false}, {b0, 0, true}}).trace).difference == "");
}

TEST_CASE("invariants are confirmed at their moments only, and not if they were violated before") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const TaskId a = tiny.task("A", 5);
    tiny.location(a, 2).interruptible = false;
    const ExprId next = tiny.e().binary(Op::add, tiny.load(x), tiny.number(1));
    std::vector<Taken> steps;
    for (std::uint32_t i = 0; i < 4; ++i) {
        const StepId step = tiny.step(a, i, i + 1, i == 1 ? StepKind::system_return : StepKind::plain);
        tiny.assign(step, x, next);
        steps.push_back({step, 0, i != 2});
    }
    const auto until = [&](std::size_t count) { return std::vector<Taken>(steps.begin(), steps.begin() + static_cast<long>(count)); };
    const auto confirmed = [&](const std::string& kind, std::uint32_t invariant, std::size_t count) {
        Counterexample counterexample = ending_in(kind, until(count));
        counterexample.violation.invariant = invariant;
        return confirm(tiny.program, counterexample);
    };
    const auto below3 = tiny.invariant("below-3", Moment::every_step, tiny.e().binary(Op::less, tiny.load(x), tiny.number(3)));
    const auto not2 = tiny.invariant("not-2", Moment::every_step, tiny.e().unary(Op::logic_not, tiny.is(x, 2)));
    const auto returns = tiny.invariant("returns", Moment::at_return, tiny.number(0), a);
    const auto ends = tiny.invariant("ends", Moment::end, tiny.number(0));
    const auto quiet = tiny.invariant("quiet", Moment::quiescence, tiny.number(0));
    tiny.program.ended = tiny.is(x, 4);
    tiny.program.quiescent = tiny.is(x, 1);
    CHECK(confirmed("below-3", below3, 3) == "");
    CHECK(mentions(confirmed("below-3", below3, 2), "the invariant holds"));
    CHECK(confirmed("below-3", below3, 4) == "the invariant is violated after step 3 already");
    CHECK(mentions(confirmed("not-2", not2, 2), "(every-step) is not after the last step"));  // inside a move
    CHECK(confirmed("returns", returns, 2) == "");
    CHECK(mentions(confirmed("returns", returns, 3), "(at-return)"));
    CHECK(confirmed("ends", ends, 4) == "");
    CHECK(mentions(confirmed("ends", ends, 3), "(end)"));
    CHECK(confirmed("quiet", quiet, 1) == "");
    CHECK(confirmed("another", quiet, 1) == "invariant number 4 is 'quiet'");
    CHECK(confirmed("quiet", 9, 1) == "the program has no invariant number 9");
}

TEST_CASE("faults and moves are counted, and the budget is kept") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 2);
    const auto [good, bad] = tiny.fault(a, 0, 1, "site");
    tiny.program.ended = tiny.number(1);
    tiny.location(a, 0).interruptible = true;
    const VarId x = tiny.variable("x", 0, 1);
    tiny.assign(bad, x, tiny.number(1));
    const auto broken = tiny.invariant("broken", Moment::every_step, tiny.is(x, 0));
    Counterexample counterexample = ending_in("broken", {{bad, 0, true}}, 1);
    counterexample.violation.invariant = broken;
    CHECK(confirm(tiny.program, counterexample) == "the trace takes 1 faults of 0 allowed");
    tiny.program.max_faults = 1;
    CHECK(confirm(tiny.program, counterexample) == "");
    counterexample.trace.faults = 0;
    CHECK(confirm(tiny.program, counterexample) == "the trace says 0 faults and takes 1");
    counterexample.trace.faults = 1;
    counterexample.trace.moves = 2;
    CHECK(confirm(tiny.program, counterexample) == "the trace says 2 moves and has 1");
}

TEST_CASE("deadlocks are confirmed between moves") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 3);
    const StepId enter = tiny.step(a, 0, 1);
    const StepId wait = tiny.step(a, 1, 2, StepKind::wait);
    tiny[wait].guard = tiny.number(0);
    CHECK(confirm(tiny.program, ending_in("deadlock", {{enter, 0, true}})) == "");
    CHECK(confirm(tiny.program, ending_in("deadlock", {})) == "the last state is no deadlock");
    tiny.location(a, 1).interruptible = false;
    CHECK(confirm(tiny.program, ending_in("deadlock", {{enter, 0, true}})) == "the trace ends inside a move");
    CHECK(mentions(confirm(tiny.program, ending_in("starvation", {{enter, 0, true}})), "'starvation' is not a kind"));
}

TEST_CASE("lock order: the last step takes a lock of the cycle while the one before it is held") {
    TinyProgram tiny;
    const VarId owner = tiny.variable("mutex.owner", 0, 8, 3);
    tiny.program.tables = {{"struct mutex", {"a", "b", "c"}}};
    tiny.program.variables[owner].table = 0;
    for (std::uint32_t i = 0; i < 3; ++i) {
        const std::string name = tiny.program.tables[0].instances[i];
        const ExprId holders = tiny.e().binary(Op::shift_left, tiny.number(1), tiny.e().element(owner, tiny.number(i)));
        tiny.program.locks.push_back({name, "class-" + name, 0, i + 1, holders});
    }
    const TaskId task = tiny.task("A", 4);
    std::vector<Taken> steps;
    for (const std::uint32_t lock : {0U, 1U, 2U}) {
        const StepId step = tiny.step(task, lock, lock + 1);
        tiny.assign(step, owner, tiny.number(task + 1), tiny.number(lock));
        tiny[step].events = {{EventKind::acquire, 0, tiny.number(lock + 1), tiny.number(0)}};
        steps.push_back({step, 0, true});
    }
    Counterexample counterexample = ending_in("lock-order", {steps[0], steps[1]});
    counterexample.violation.cycle = {"class-a (held by task A) -> class-b", "class-b (held by task B) -> class-a"};
    CHECK(confirm(tiny.program, counterexample) == "");
    counterexample.violation.cycle = {"class-b (held by task A) -> class-c", "class-c (held by task B) -> class-b"};
    CHECK(mentions(confirm(tiny.program, counterexample), "does not take a lock of the cycle"));
    counterexample = ending_in("lock-order", {steps[0]});
    counterexample.violation.cycle = {"class-a -> class-b", "class-b -> class-a"};
    CHECK(mentions(confirm(tiny.program, counterexample), "does not take a lock of the cycle"));
}

TEST_CASE("an unbounded loop is confirmed by its length") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 3);
    tiny.location(a, 1).interruptible = false;
    const StepId enter = tiny.step(a, 0, 1);
    const StepId loop = tiny.step(a, 1, 1);
    std::vector<Taken> steps(max_move_steps + 1, {loop, 0, false});
    steps.front() = {enter, 0, true};
    Counterexample counterexample = ending_in("unbounded-loop", steps);
    counterexample.violation.within_step = true;
    CHECK(confirm(tiny.program, counterexample) == "");
    counterexample.trace.steps.pop_back();
    CHECK(mentions(confirm(tiny.program, counterexample), "not longer"));
}

}  // namespace
