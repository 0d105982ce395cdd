// SPDX-License-Identifier: Apache-2.0
#include "model/program/tests/reference_checker.h"

#include <doctest/doctest.h>

#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using namespace mmapck::program::tests;

namespace {

using Kinds = std::map<std::string, std::uint32_t>;

}  // namespace

TEST_CASE("two waiting tasks deadlock unless they may wait") {
    TinyProgram tiny;
    const VarId flag = tiny.variable("flag", 0, 1);
    const LocationId first = tiny.task(1);
    tiny.step(first, first + 1, StepKind::wait, tiny.e.load(flag));
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"deadlock", 0}});
    tiny.program.locations[first].may_wait = true;
    CHECK(reference_check(tiny.program).fewest_faults.empty());
    CHECK(reference_check(tiny.program).states == 1);
}

TEST_CASE("a lost update shows where the steps of two tasks interleave, and not within moves") {
    TinyProgram tiny;
    const VarId count = tiny.variable("count", 0, 2);
    const VarId done = tiny.variable("done", 0, 2);
    for (TaskId task = 0; task < 2; ++task) {
        const VarId seen = tiny.variable("seen", 0, 2, task);
        const LocationId first = tiny.task(2);
        tiny.assign(first, first + 1, seen, tiny.e.load(count));
        Step& store = tiny.assign(first + 1, first + 2, count, tiny.plus(seen, 1));
        store.assignments.push_back({done, no_expr, tiny.plus(done, 1)});
    }
    tiny.invariant(tiny.is(count, 2));
    tiny.program.invariants[0].moment = Moment::end;
    tiny.program.ended = tiny.is(done, 2);
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"bad", 0}});
    tiny.program.locations[1].interruptible = false;
    tiny.program.locations[4].interruptible = false;
    CHECK(reference_check(tiny.program).fewest_faults.empty());
}

TEST_CASE("faults are counted and bounded") {
    TinyProgram tiny;
    const LocationId first = tiny.task(3);
    tiny.program.faults.resize(2);
    for (LocationId at = first; at < first + 2; ++at) {
        tiny.step(at, first + 3, StepKind::no_fault).fault = at;
        tiny.step(at, at + 1, StepKind::fault).fault = at;
    }
    tiny.step(first + 2, first + 3).checks = {{tiny.number(0), "check", ""}};
    tiny.program.max_faults = 2;
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"check", 2}});
    tiny.program.max_faults = 1;
    CHECK(reference_check(tiny.program).fewest_faults.empty());
}

TEST_CASE("a move without end is a violation") {
    TinyProgram tiny;
    const LocationId first = tiny.task(3);
    tiny.step(first, first + 1);
    tiny.step(first + 1, first + 2);
    tiny.step(first + 2, first + 1);
    tiny.program.locations[first + 1].interruptible = false;
    CHECK(reference_check(tiny.program).fewest_faults.empty());
    tiny.program.locations[first + 2].interruptible = false;
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"unbounded-loop", 0}});
}

TEST_CASE("freed pointers dangle") {
    TinyProgram tiny;
    const VarId pointer = tiny.pointer("pointer");
    tiny.program.variables[pointer].initial = {2};
    const LocationId first = tiny.task(2);
    tiny.step(first, first + 1).frees = {{0, tiny.number(1)}, {0, tiny.number(2)}};
    tiny.step(first + 1, first + 2).checks = {{tiny.less(pointer, 3), "use-after-free", ""}};
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"use-after-free", 0}});
}

TEST_CASE("the first store that is wrong decides") {
    TinyProgram tiny;
    const VarId array = tiny.variable("array", 0, 1, shared, 2);
    const LocationId first = tiny.task(1);
    Step& step = tiny.step(first, first + 1);
    step.assignments = {{array, tiny.number(2), tiny.number(0)}, {array, tiny.number(0), tiny.number(9)}};
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"out-of-bounds", 0}});
    std::swap(step.assignments[0], step.assignments[1]);
    CHECK(reference_check(tiny.program).fewest_faults == Kinds{{"domain", 0}});
}
