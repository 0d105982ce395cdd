// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/passes.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

TEST_CASE("a program as text") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const VarId own = tiny.variable("own", -1, 1, 0, 2);
    const LocationId first = tiny.task(2);
    tiny.program.frames[0].function = "f";
    tiny.program.faults = {{"alloc", FaultClass::alloc_may_fail, -12, 0, {}, true}};
    Step& step = tiny.step(first, first + 1, StepKind::fault, tiny.less(x, 3));
    step.text = "x = alloc()";
    step.fault = 0;
    step.choice_low = tiny.number(0);
    step.choice_high = tiny.number(1);
    step.checks = {{tiny.e.unary(Op::logic_not, tiny.e.load(x)), "zero", ""}};
    step.assumption = tiny.e.extend(Op::zero_extend, tiny.e.load(x), 8);
    step.assignments = {{own, tiny.e.choice(), tiny.e.conditional(tiny.e.load(x), tiny.number(1), tiny.number(0))}};
    step.frees = {{0, tiny.number(2)}};
    step.events = {{EventKind::get, 0, tiny.number(1), tiny.number(5)}};
    step.result = tiny.number(-12);
    tiny.invariant(tiny.less(x, 8));
    tiny.program.invariants[0].subject = tiny.e.load(x);
    tiny.program.locks.resize(1);
    tiny.program.locks[0] = {"m", "mutex", none, 0, tiny.e.load(x)};
    tiny.program.ended = tiny.is(x, 9);
    tiny.program.locations[first + 1].may_wait = true;
    tiny.program.locations[first + 1].interruptible = false;
    REQUIRE(validate(tiny.program).empty());
    const std::string expected = R"text(table struct node { node#1 node#2 }
variable x in 0..9 = 0
variable own[2] in -1..1 = 0 of task0
task task0 normal from 0
  at 0 f
    fault -> 1 fault alloc  "x = alloc()"
      when (x < 3)
      choose 0 to 1
      check zero !x
      assume u8(x)
      own[choice] := (x ? 1 : 0)
      free struct node 2
      event get struct node 1 with 5
      result -12
  at 1 f not-interruptible may-wait
  at 2 f final
fault alloc alloc-may-fail -12
invariant bad every-step (x < 8)
  subject x
lock m class mutex held x
ended (x == 9)
faults at most 0
)text";
    CHECK(to_text(tiny.program) == expected);
}

TEST_CASE("names that files and people use") {
    CHECK(std::string(name(FaultClass::driver)) == "driver");
    CHECK(std::string(name(FaultClass::alloc_theoretical)) == "alloc-theoretical");
    CHECK(std::string(name(Moment::every_step)) == "every-step");
    CHECK(std::string(name(Moment::at_return)) == "at-return");
    CHECK(std::string(name(Moment::quiescence)) == "quiescence");
    CHECK(std::string(name(Moment::end)) == "end");
}
