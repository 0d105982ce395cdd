// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/replay/interpreter.h"
#include "checker/replay/tests/tiny_program.h"

using namespace mmapck::program;
using namespace mmapck::checker::replay;
using mmapck::checker::replay::tests::TinyProgram;

namespace {

constexpr std::uint32_t any_number = 100;

TEST_CASE("the initial state has every cell's initial value and every task's first location") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 3, 5);
    const VarId list = tiny.variable("list", 0, 9, 3);
    tiny.program.variables[list].initial = {7, 8, 9};
    tiny.task("A", 2);
    tiny.task("B", 2);
    const Interpreter interpreter(tiny.program);
    const State state = interpreter.initial();
    CHECK(state.cells == std::vector<std::int64_t>{3, 7, 8, 9});
    CHECK(state.locations == std::vector<LocationId>{0, 2});
    CHECK(interpreter.cell(x, 0) == 0);
    CHECK(interpreter.cell(list, 2) == 3);
}

TEST_CASE("expressions: elements outside an array are 0, shared operands are evaluated once, depth does not matter") {
    TinyProgram tiny;
    const VarId list = tiny.variable("list", 0, 9, 2);
    tiny.program.variables[list].initial = {4, 5};
    Interpreter interpreter(tiny.program);
    const State state = interpreter.initial();
    CHECK(interpreter.evaluate(tiny.e().element(list, tiny.number(1)), state) == 5);
    CHECK(interpreter.evaluate(tiny.e().element(list, tiny.number(2)), state) == 0);
    CHECK(interpreter.evaluate(tiny.e().element(list, tiny.number(-1)), state) == 0);
    CHECK(interpreter.evaluate(tiny.e().choice(), state, 42) == 42);
    ExprId doubled = tiny.number(1);
    for (int i = 0; i < 200'000; ++i) {
        doubled = tiny.e().binary(Op::add, doubled, i < 10 ? doubled : tiny.number(i % 2));
    }
    CHECK(interpreter.evaluate(doubled, state) == 1024 + 99'995);
}

TEST_CASE("a step is enabled by its place, its guard and its choice") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const TaskId a = tiny.task("A", 3);
    const StepId guarded = tiny.step(a, 0, 1);
    tiny[guarded].guard = tiny.is(x, 1);
    const StepId later = tiny.step(a, 1, 2);
    const StepId chosen = tiny.step(a, 0, 1, StepKind::choice);
    tiny[chosen].choice_low = tiny.number(2);
    tiny[chosen].choice_high = tiny.number(3);
    tiny.assign(chosen, x, tiny.e().choice());
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    CHECK(interpreter.take(state, guarded, 0).result == Result::not_enabled);
    CHECK(interpreter.take(state, later, 0).result == Result::not_enabled);
    CHECK(interpreter.take(state, chosen, 1).result == Result::not_enabled);
    CHECK(interpreter.take(state, chosen, 4).result == Result::not_enabled);
    CHECK(state == interpreter.initial());
    const Outcome outcome = interpreter.take(state, chosen, 3);
    CHECK(outcome.result == Result::ok);
    CHECK(outcome.changes == std::vector<Change>{{x, 0, 0, 3}});
    CHECK(state.locations[a] == tiny.at(a, 1));
}

TEST_CASE("checks come first, in order; then the assumption; then the assignments") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 1);
    const TaskId a = tiny.task("A", 2);
    const StepId step = tiny.step(a, 0, 1);
    tiny[step].checks = {{tiny.is(x, 0), "holds", ""}, {tiny.is(x, 1), "first", "the first"}, {tiny.number(0), "second", ""}};
    tiny[step].assumption = tiny.number(0);
    tiny.assign(step, x, tiny.number(5));
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    Outcome outcome = interpreter.take(state, step, 0);
    CHECK(outcome.result == Result::violated);
    CHECK(outcome.kind == "first");
    CHECK(outcome.words == "the first");
    tiny[step].checks.clear();
    CHECK(interpreter.take(state, step, 0).result == Result::discarded);
    tiny[step].assumption = no_expr;
    outcome = interpreter.take(state, step, 0);
    CHECK(outcome.result == Result::violated);
    CHECK(outcome.kind == "domain");
    CHECK(outcome.words == "x cannot hold 5; it holds 0 to 1");
    CHECK(state == interpreter.initial());
}

TEST_CASE("the first assignment in order decides, and an index counts before its value") {
    TinyProgram tiny;
    const VarId list = tiny.variable("list", 0, 1, 2);
    const TaskId a = tiny.task("A", 2);
    const StepId step = tiny.step(a, 0, 1);
    tiny.assign(step, list, tiny.number(9), tiny.number(2));
    tiny.assign(step, list, tiny.number(9), tiny.number(0));
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    CHECK(interpreter.take(state, step, 0).kind == "out-of-bounds");
    std::swap(tiny[step].assignments[0], tiny[step].assignments[1]);
    CHECK(interpreter.take(state, step, 0).kind == "domain");
}

TEST_CASE("assignments read the values before the step, and the later of two stores stays") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const VarId y = tiny.variable("y", 0, 9);
    tiny.program.variables[x].initial = {1};
    tiny.program.variables[y].initial = {2};
    const TaskId a = tiny.task("A", 2);
    const StepId step = tiny.step(a, 0, 1);
    tiny.assign(step, x, tiny.load(y));
    tiny.assign(step, y, tiny.number(8));
    tiny.assign(step, y, tiny.load(x));
    tiny[step].result = tiny.load(x);
    tiny[step].events = {{EventKind::charge, none, no_expr, tiny.load(y)}};
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    const Outcome outcome = interpreter.take(state, step, 0);
    CHECK(state.cells == std::vector<std::int64_t>{2, 1});
    CHECK(outcome.returned == 1);
    CHECK(outcome.events == std::vector<EventValue>{{EventKind::charge, none, 0, 2}});
}

TEST_CASE("frees make pointers dangle after the stores; 0 and dangling pointers are left alone") {
    TinyProgram tiny;
    tiny.program.types.push_back({Display::pointer, "struct node *", {}, 0});
    tiny.program.tables = {{"struct node", {"node#1", "node#2"}}};
    const VarId p = tiny.variable("p", 0, 4, 3);
    tiny.program.variables[p].type = 1;
    tiny.program.variables[p].initial = {1, 0, 2};
    const TaskId a = tiny.task("A", 3);
    const StepId step = tiny.step(a, 0, 1);
    tiny.assign(step, p, tiny.number(2), tiny.number(1));
    tiny[step].frees = {{0, tiny.number(2)}, {0, tiny.number(0)}};
    const StepId again = tiny.step(a, 1, 2);
    tiny[again].frees = {{0, tiny.number(4)}};
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    const Outcome outcome = interpreter.take(state, step, 0);
    CHECK(state.cells == std::vector<std::int64_t>{1, 4, 4});
    CHECK(outcome.freed == std::vector<Freed>{{0, 2}});
    CHECK(interpreter.take(state, again, 0).changes.empty());
}

TEST_CASE("a move goes on through locations that are not interruptible, in canonical order") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 9);
    const TaskId a = tiny.task("A", 3);
    tiny.location(a, 1).interruptible = false;
    const StepId choose = tiny.step(a, 0, 1, StepKind::choice);
    tiny[choose].choice_low = tiny.number(1);
    tiny[choose].choice_high = tiny.number(3);
    tiny.assign(choose, x, tiny.e().choice());
    const StepId unless_two = tiny.step(a, 1, 2);
    tiny[unless_two].guard = tiny.e().unary(Op::logic_not, tiny.is(x, 2));
    const StepId if_three = tiny.step(a, 1, 2);
    tiny[if_three].guard = tiny.is(x, 3);
    tiny[if_three].checks = {{tiny.number(0), "three", ""}};
    Interpreter interpreter(tiny.program);
    const std::vector<Move> moves = interpreter.moves(interpreter.initial(), a, any_number);
    REQUIRE(moves.size() == 3);  // with 2, the move has no way on and is not possible
    CHECK(moves[0].steps == std::vector<mmapck::checker::Taken>{{choose, 1, true}, {unless_two, 0, false}});
    CHECK(moves[1].steps.front().choice == 3);
    CHECK_FALSE(moves[1].violated);
    CHECK(moves[2].violated);
    CHECK(moves[2].violation.kind == "three");
    CHECK(moves[2].violation.within_step);
    CHECK(moves[2].violation.where == tiny[if_three].where);
    CHECK(moves[2].end.locations[a] == tiny.at(a, 1));
}

TEST_CASE("moves keep to the faults that are left") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 2);
    const auto [good, bad] = tiny.fault(a, 0, 1, "site");
    Interpreter interpreter(tiny.program);
    CHECK(interpreter.moves(interpreter.initial(), a, 0).size() == 1);
    const std::vector<Move> moves = interpreter.moves(interpreter.initial(), a, 1);
    REQUIRE(moves.size() == 2);
    CHECK(moves[0].steps.front().step == good);
    CHECK(moves[0].faults == 0);
    CHECK(moves[1].steps.front().step == bad);
    CHECK(moves[1].faults == 1);
}

TEST_CASE("a move that is too long is the violation unbounded-loop, and its last step is not finished") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 1'000'000);
    const TaskId a = tiny.task("A", 3);
    tiny.location(a, 1).interruptible = false;
    tiny.step(a, 0, 1);
    const StepId loop = tiny.step(a, 1, 1);
    tiny.assign(loop, x, tiny.e().binary(Op::add, tiny.load(x), tiny.number(1)));
    Interpreter interpreter(tiny.program);
    const std::vector<Move> moves = interpreter.moves(interpreter.initial(), a, 0);
    REQUIRE(moves.size() == 1);
    CHECK(moves[0].violation.kind == "unbounded-loop");
    CHECK(moves[0].steps.size() == max_move_steps + 1);
    CHECK(moves[0].end.cells[0] == max_move_steps - 1);
}

TEST_CASE("invariants are evaluated at their moments") {
    TinyProgram tiny;
    const VarId x = tiny.variable("x", 0, 3);
    const TaskId a = tiny.task("A", 3);
    const TaskId b = tiny.task("B", 2);
    const StepId enter = tiny.step(a, 0, 1);
    tiny.assign(enter, x, tiny.number(1));
    tiny.step(a, 1, 2, StepKind::system_return);
    tiny.step(b, 0, 1, StepKind::system_return);
    const auto always = tiny.invariant("always", Moment::every_step, tiny.is(x, 0));
    const auto quiet = tiny.invariant("quiet", Moment::quiescence, tiny.number(0));
    const auto end = tiny.invariant("end", Moment::end, tiny.number(0));
    const auto at_return = tiny.invariant("return", Moment::at_return, tiny.number(0), a);
    Interpreter interpreter(tiny.program);
    State state = interpreter.initial();
    CHECK(interpreter.failing(state).empty());
    tiny.program.quiescent = tiny.is(x, 0);
    tiny.program.ended = tiny.is(x, 1);
    CHECK(interpreter.failing(state) == std::vector<std::uint32_t>{quiet});
    interpreter.take(state, enter, 0);
    CHECK(interpreter.failing(state) == std::vector<std::uint32_t>{always, end});
    CHECK(interpreter.failing_at_return(state, a) == std::vector<std::uint32_t>{at_return});
    CHECK(interpreter.failing_at_return(state, b).empty());
    CHECK(interpreter.moves(state, a, 0).front().violation.kind == "return");
    CHECK_FALSE(interpreter.moves(state, a, 0).front().violation.within_step);
    CHECK_FALSE(interpreter.moves(state, b, 0).front().violated);
}

TEST_CASE("a deadlock is a state without moves in which some task has to go on") {
    TinyProgram tiny;
    const TaskId a = tiny.task("A", 2);
    const StepId wait = tiny.step(a, 0, 1, StepKind::wait);
    tiny[wait].guard = tiny.number(0);
    Interpreter interpreter(tiny.program);
    CHECK(interpreter.deadlocked(interpreter.initial(), 0));
    tiny.location(a, 0).may_wait = true;
    CHECK_FALSE(interpreter.deadlocked(interpreter.initial(), 0));
    tiny.location(a, 0).may_wait = false;
    tiny.location(a, 0).final = true;
    CHECK_FALSE(interpreter.deadlocked(interpreter.initial(), 0));
    tiny.location(a, 0).final = false;
    tiny[wait].checks = {{tiny.number(0), "seen-first", ""}};
    tiny[wait].guard = no_expr;
    CHECK_FALSE(interpreter.deadlocked(interpreter.initial(), 0));
}

}  // namespace
