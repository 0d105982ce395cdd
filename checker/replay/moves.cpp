// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include "checker/replay/interpreter.h"

namespace mmapck::checker::replay {

using namespace program;

namespace {

/// Whether nothing can be added to a move.
bool complete(const Program& program, const Move& move, TaskId task) {
    if (move.steps.empty()) {
        return false;
    }
    const Location& location = program.locations[move.end.locations[task]];
    return move.violated || location.interruptible || location.final;
}

void violate(Move& move, std::string kind, std::string words, const Program& program, const Step& step) {
    move.violated = true;
    move.violation.kind = std::move(kind);
    move.violation.words = std::move(words);
    move.violation.task = program.locations[step.from].task;
    move.violation.where = step.where;
    move.violation.within_step = true;
}

}  // namespace

// Depth first with an own stack, since moves may be thousands of steps long. A complete move waits its turn on the
// stack, which keeps the canonical order.
std::vector<Move> Interpreter::moves(const State& state, TaskId task, std::uint32_t faults_left) {
    std::vector<Move> done;
    std::vector<Move> open(1);
    open.back().end = state;
    while (!open.empty()) {
        Move move = std::move(open.back());
        open.pop_back();
        if (complete(program_, move, task)) {
            done.push_back(std::move(move));
            continue;
        }
        std::vector<Move> longer = extend(std::move(move), task, faults_left);
        std::move(longer.rbegin(), longer.rend(), std::back_inserter(open));
    }
    return done;
}

/// All moves that are one step longer.
std::vector<Move> Interpreter::extend(Move partial, TaskId task, std::uint32_t faults_left) {
    std::vector<Move> all;
    const LocationId location = partial.end.locations[task];
    for (const StepId id : program_.locations[location].steps) {
        const Step& step = program_.steps[id];
        const std::uint32_t faults = partial.faults + (step.kind == StepKind::fault ? 1 : 0);
        const std::int64_t low = step.choice_low == no_expr ? 0 : evaluate(step.choice_low, partial.end);
        const std::int64_t high = step.choice_low == no_expr ? 0 : evaluate(step.choice_high, partial.end);
        for (std::int64_t choice = low; choice <= high && faults <= faults_left; ++choice) {
            if (!enabled(partial.end, id, choice)) {
                continue;
            }
            Move longer = partial;
            longer.steps.push_back({id, choice, partial.steps.empty()});
            longer.faults = faults;
            if (partial.steps.size() == max_move_steps) {
                violate(longer, std::string(kind::unbounded_loop),
                        "a move has more than " + std::to_string(max_move_steps) + " steps", program_, step);
                all.push_back(std::move(longer));
                continue;
            }
            const Outcome outcome = take(longer.end, id, choice);
            if (outcome.result == Result::discarded) {
                continue;
            }
            judge(longer, outcome, step);
            all.push_back(std::move(longer));
        }
    }
    return all;
}

/// Marks a move that its last step made a violation.
void Interpreter::judge(Move& longer, const Outcome& outcome, const Step& step) {
    if (outcome.result == Result::violated) {
        violate(longer, outcome.kind, outcome.words, program_, step);
        return;
    }
    if (step.kind != StepKind::system_return) {
        return;
    }
    const TaskId task = program_.locations[step.from].task;
    const std::vector<std::uint32_t> failing = failing_at_return(longer.end, task);
    if (!failing.empty()) {
        const Invariant& invariant = program_.invariants[failing.front()];
        violate(longer, invariant.name, invariant.words, program_, step);
        longer.violation.invariant = failing.front();
        longer.violation.within_step = false;
    }
}

}  // namespace mmapck::checker::replay
