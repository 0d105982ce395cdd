// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/passes.h"
#include "model/program/tests/tiny_program.h"

using namespace mmapck::program;
using mmapck::program::tests::TinyProgram;

namespace {

/// The text of what the step's one assignment stores, after folding.
std::string stored(const Program& program, StepId step) {
    REQUIRE(program.steps[step].assignments.size() == 1);
    return to_text(program, program.steps[step].assignments[0].value);
}

}  // namespace

TEST_CASE("a cell that is never written is a constant") {
    TinyProgram tiny;
    const VarId size = tiny.variable("size", 0, 9, shared, 1, 4);
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(1);
    tiny.assign(first, first + 1, out, tiny.plus(size, 1));
    CHECK(stored(fold_constants(tiny.program), 0) == "5");
}

TEST_CASE("a pointer that somebody's free makes dangle is no constant") {
    TinyProgram tiny;
    const VarId pointer = tiny.pointer("pointer");
    tiny.program.variables[pointer].initial = {1};
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(1);
    tiny.assign(first, first + 1, out, tiny.e.load(pointer));
    const LocationId other = tiny.task(1);
    tiny.step(other, other + 1).frees = {{0, tiny.number(2)}};
    CHECK(stored(fold_constants(tiny.program), 0) == "1");
    tiny.program.steps[1].frees = {{0, tiny.number(1)}};
    CHECK(stored(fold_constants(tiny.program), 0) == "pointer");
}

TEST_CASE("what holds at a location is used there, and not where other tasks may have written") {
    TinyProgram tiny;
    const VarId own = tiny.variable("own", 0, 9, 0);
    const VarId common = tiny.variable("common", 0, 9);
    const VarId out = tiny.variable("out", 0, 20);
    const LocationId first = tiny.task(3);
    Step& both = tiny.assign(first, first + 1, own, tiny.number(3));
    both.assignments.push_back({common, no_expr, tiny.number(3)});
    tiny.assign(first + 1, first + 2, out, tiny.plus(own, 1));
    tiny.assign(first + 2, first + 3, out, tiny.plus(common, 1));
    const LocationId other = tiny.task(1);
    tiny.assign(other, other + 1, common, tiny.number(7));
    const Program folded = fold_constants(tiny.program);
    CHECK(stored(folded, 1) == "4");
    CHECK(stored(folded, 2) == "(common + 1)");
}

TEST_CASE("checks that hold are dropped, checks that may fail stay") {
    TinyProgram tiny;
    const VarId index = tiny.variable("index", 0, 9, 0);
    const LocationId first = tiny.task(2);
    Step& choose = tiny.assign(first, first + 1, index, tiny.e.choice());
    choose.kind = StepKind::choice;
    choose.choice_low = tiny.number(0);
    choose.choice_high = tiny.number(3);
    tiny.step(first + 1, first + 2).checks = {{tiny.less(index, 4), "holds", ""}, {tiny.less(index, 3), "may-fail", ""}};
    const Program folded = fold_constants(tiny.program);
    REQUIRE(folded.steps[1].checks.size() == 1);
    CHECK(folded.steps[1].checks[0].kind == "may-fail");
}

TEST_CASE("a check that always fails stays, and nothing comes after it") {
    TinyProgram tiny;
    const VarId out = tiny.variable("out", 0, 9);
    const LocationId first = tiny.task(2);
    Step& step = tiny.assign(first, first + 1, out, tiny.number(99));
    step.checks = {{tiny.number(0), "fails", ""}, {tiny.number(0), "never-evaluated", ""}};
    tiny.assign(first + 1, first + 2, out, tiny.number(1));
    const Program folded = fold_constants(tiny.program);
    REQUIRE(folded.steps[0].checks.size() == 1);
    CHECK(folded.steps[0].checks[0].kind == "fails");
    CHECK(folded.steps[0].assignments.empty());
    CHECK(to_text(folded, folded.steps[1].guard) == "0");
    CHECK(cut_unreachable(folded).steps.size() == 1);
}

TEST_CASE("of branches that are decided one is left, without a guard") {
    TinyProgram tiny;
    const VarId mode = tiny.variable("mode", 0, 3, shared, 1, 2);
    const LocationId first = tiny.task(2);
    tiny.branch(first, tiny.is(mode, 2), first + 2, first + 1);
    tiny.step(first + 1, first + 2);
    const Program folded = fold_constants(tiny.program);
    CHECK(folded.steps[0].guard == no_expr);
    CHECK(to_text(folded, folded.steps[1].guard) == "0");
    CHECK(to_text(folded, folded.steps[2].guard) == "0");
}

TEST_CASE("stores of what a cell holds are dropped, stores outside the domain stay") {
    TinyProgram tiny;
    const VarId flag = tiny.variable("flag", 0, 1);
    const LocationId first = tiny.task(2);
    tiny.assign(first, first + 1, flag, tiny.number(0));
    tiny.assign(first + 1, first + 2, flag, tiny.number(2));
    const Program folded = fold_constants(tiny.program);
    CHECK(folded.steps[0].assignments.empty());
    CHECK(stored(folded, 1) == "2");
}

TEST_CASE("expressions get simpler") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9, shared, 1, 1);
    const VarId out = tiny.variable("out", -5, 9);
    const LocationId first = tiny.task(1);
    const auto becomes = [&](ExprId value) {
        tiny.program.steps.clear();
        tiny.program.locations[first].steps.clear();
        tiny.assign(first, first + 1, out, value);
        Step& choose = tiny.assign(first, first, x, tiny.e.choice());  // x is anything from 0 to 9
        choose.choice_low = tiny.number(0);
        choose.choice_high = tiny.number(9);
        tiny.assign(first, first + 1, out, tiny.number(9));
        return stored(fold_constants(tiny.program), 0);
    };
    Expressions& e = tiny.e;
    const ExprId load = e.load(x);
    CHECK(becomes(e.extend(Op::sign_extend, tiny.plus(x, 1), 32)) == "(x + 1)");
    CHECK(becomes(e.extend(Op::zero_extend, tiny.plus(x, -5), 32)) == "u32((x + -5))");
    CHECK(becomes(e.unary(Op::logic_not, tiny.less(x, 4))) == "(4 <= x)");
    CHECK(becomes(e.binary(Op::equal, tiny.less(x, 4), tiny.number(0))) == "(4 <= x)");
    CHECK(becomes(e.conditional(tiny.is(x, 0), tiny.number(1), tiny.number(0))) == "!x");
    CHECK(becomes(e.binary(Op::logic_and, tiny.number(7), load)) == "(x != 0)");
    CHECK(becomes(e.binary(Op::logic_and, tiny.less(x, 20), tiny.less(x, 4))) == "(x < 4)");
    CHECK(becomes(e.binary(Op::subtract, load, load)) == "(x - x)");
    CHECK(becomes(e.binary(Op::multiply, load, tiny.number(0))) == "0");
}
