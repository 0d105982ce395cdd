// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "checker/replay/replay.h"
#include "model/program/tests/random_program.h"

using namespace mmapck::program;
using namespace mmapck::checker::replay;
using mmapck::checker::Counterexample;

namespace {

constexpr std::uint32_t longest_walk = 40;

/// Takes random moves until something is violated or the walk is long enough. The kind is empty if nothing was found.
Counterexample walk(const Program& program) {
    Interpreter interpreter(program);
    State state = interpreter.initial();
    Counterexample found;
    while (found.trace.moves < longest_walk) {
        if (const std::vector<std::uint32_t> failing = interpreter.failing(state); !failing.empty()) {
            found.violation.invariant = *rc::gen::elementOf(failing);
            found.violation.kind = program.invariants[found.violation.invariant].name;
            return found;
        }
        const std::uint32_t left = program.max_faults - found.trace.faults;
        std::vector<Move> moves;
        for (TaskId task = 0; task < program.tasks.size(); ++task) {
            std::vector<Move> more = interpreter.moves(state, task, left);
            moves.insert(moves.end(), more.begin(), more.end());
        }
        if (moves.empty()) {
            found.violation.kind = interpreter.deadlocked(state, left) ? "deadlock" : "";
            return found;
        }
        const Move move = moves[*rc::gen::inRange<std::size_t>(0, moves.size())];
        found.trace.steps.insert(found.trace.steps.end(), move.steps.begin(), move.steps.end());
        found.trace.faults += move.faults;
        found.trace.moves += 1;
        if (move.violated) {
            found.violation = move.violation;
            return found;
        }
        state = move.end;
    }
    return found;
}

TEST_CASE("random walks of random programs are confirmed") {
    CHECK(rc::check("confirmed", [] {
        const Program program = *tests::random_program();
        const Counterexample found = walk(program);
        Interpreter interpreter(program);
        const Run run = play(interpreter, found.trace);
        RC_ASSERT(run.difference == "");
        RC_ASSERT(run.moves == found.trace.moves);
        RC_ASSERT(run.faults == found.trace.faults);
        RC_TAG(found.violation.kind.empty() ? "nothing found" : "violated");
        if (!found.violation.kind.empty()) {
            RC_ASSERT(confirm(program, found) == "");
        }
    }));
}

TEST_CASE("corrupted traces of random programs are not confirmed") {
    CHECK(rc::check("corrupted", [] {
        const Program program = *tests::random_program();
        Counterexample found = walk(program);
        RC_PRE(!found.violation.kind.empty() && !found.trace.steps.empty());
        const std::size_t at = *rc::gen::inRange<std::size_t>(0, found.trace.steps.size());
        switch (*rc::gen::inRange(0, 6)) {
            case 0: found.trace.steps.erase(found.trace.steps.begin() + static_cast<std::ptrdiff_t>(at)); break;
            case 1: found.trace.steps[at].begins_move ^= true; break;
            case 2: found.trace.steps[at].step = static_cast<StepId>(program.steps.size()); break;
            case 3: found.trace.moves += 1; break;
            case 4: found.trace.faults += 1; break;
            default: found.violation.kind += "-of-another-kind";
        }
        RC_ASSERT(confirm(program, found) != "");
    }));
}

TEST_CASE("a move is what its steps do, one by one") {
    CHECK(rc::check("moves", [] {
        const Program program = *tests::random_program();
        Interpreter interpreter(program);
        const State initial = interpreter.initial();
        for (TaskId task = 0; task < program.tasks.size(); ++task) {
            for (const Move& move : interpreter.moves(initial, task, program.max_faults)) {
                State state = initial;
                for (std::size_t i = 0; i < move.steps.size(); ++i) {
                    const Outcome outcome = interpreter.take(state, move.steps[i].step, move.steps[i].choice);
                    const bool last = i + 1 == move.steps.size();
                    RC_ASSERT(outcome.result == Result::ok || (last && move.violated));
                    RC_ASSERT(move.steps[i].begins_move == (i == 0));
                }
                RC_ASSERT(state == move.end);
                RC_ASSERT(move.faults <= program.max_faults);
            }
        }
    }));
}

}  // namespace
