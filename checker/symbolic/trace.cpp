// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/trace.h"

#include <algorithm>

#include "checker/replay/frames.h"
#include "checker/replay/replay.h"
#include "checker/symbolic/move.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

std::string waiting(const Program& program, const replay::State& state) {
    std::string words;
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        const Location& location = program.locations[state.locations[task]];
        if (location.final || location.may_wait) continue;
        words += (words.empty() ? ": " : ", ") + program.tasks[task].name + " waits";
    }
    return words;
}

/// Takes the steps that a solver's choices stand for.
class Walk {
  public:
    Walk(const Program& program, const TransitionSystem& system) : program_(program), system_(system), interpreter_(program), state_(interpreter_.initial()) {}

    /// True if the run ends here in a violation.
    bool move(const ChosenMove& chosen) {
        const LocationId from = state_.locations[chosen.task];
        const auto block = std::find_if(system_.blocks.begin(), system_.blocks.end(), [&](const Block& b) { return b.from == from; });
        if (block == system_.blocks.end()) throw NoSuchRun("the solver's run has a move from where none is");
        const VisitOrder order(program_, from);
        Visit visit = order.first(from);
        ++found_.trace.moves;
        bool begins = true;
        for (LocationId at = from;;) {
            const Taken taken = next(*block, chosen, at, visit, begins);
            begins = false;
            if (take(taken, chosen.task)) return true;
            const LocationId to = program_.steps[taken.step].to;
            if (!is_inside_move(program_.locations[to])) return false;
            visit = order.next(visit, at, to);
            at = to;
        }
    }

    /// Whether the state between moves is a violation.
    bool violates() {
        const auto violation = violation_of(interpreter_, state_, program_.max_faults - found_.trace.faults);
        if (!violation) return false;
        if (violation->kind == kind::deadlock && !interpreter_.deadlocked(state_, program_.max_faults))
            throw FaultsUsedUp("no task can go on after " + std::to_string(found_.trace.moves) + " moves since all faults are used up");
        found_.violation = *violation;
        return true;
    }

    Counterexample take_result() { return std::move(found_); }

  private:
    static std::int64_t chosen_value(const TransitionSystem& system, const Block& block, const ChosenMove& chosen, LocationId at, const Visit& visit,
                                     StepId step, bool& exists) {
        for (const LeafId leaf : block.inputs) {
            const Input& input = system.inputs[system.input_of_leaf(leaf)];
            if (input.at != at || input.visit != visit || input.picks_step != (step == none) || input.step != step) continue;
            exists = true;
            const auto value = chosen.inputs.find(leaf);
            return value == chosen.inputs.end() ? system.terms.values_of_leaf(leaf).low : value->second;
        }
        exists = false;
        return 0;
    }

    Taken next(const Block& block, const ChosenMove& chosen, LocationId at, const Visit& visit, bool begins) {
        const std::vector<StepId>& steps = program_.locations[at].steps;
        bool picks = false, chooses = false;
        const auto picked = std::size_t(chosen_value(system_, block, chosen, at, visit, none, picks));
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (picks && i != std::min(picked, steps.size() - 1)) continue;
            const std::int64_t choice = chosen_value(system_, block, chosen, at, visit, steps[i], chooses);
            if (interpreter_.enabled(state_, steps[i], choice)) return {steps[i], choice, begins};
        }
        throw NoSuchRun("the solver's run has a move that is not possible");
    }

    bool take(const Taken& taken, TaskId task) {
        const Step& step = program_.steps[taken.step];
        const replay::Outcome outcome = interpreter_.take(state_, taken.step, taken.choice);
        if (outcome.result == replay::Result::discarded) throw NoSuchRun("the solver's run has a step that is discarded");
        found_.trace.steps.push_back(taken);
        found_.trace.faults += step.kind == StepKind::fault ? 1 : 0;
        if (outcome.result == replay::Result::violated) {
            found_.violation = {outcome.kind, outcome.words, none, task, replay::place(program_, step).where, true, {}};
            return true;
        }
        if (step.kind != StepKind::system_return) return false;
        const std::vector<std::uint32_t> failing = interpreter_.failing_at_return(state_, task);
        if (failing.empty()) return false;
        const Invariant& invariant = program_.invariants[failing.front()];
        found_.violation = {invariant.name, invariant.words, failing.front(), task, replay::place(program_, step).where, false, {}};
        return true;
    }

    const Program& program_;
    const TransitionSystem& system_;
    replay::Interpreter interpreter_;
    replay::State state_;
    Counterexample found_;
};

}  // namespace

std::optional<Violation> violation_of(replay::Interpreter& interpreter, const replay::State& state, std::uint32_t faults_left) {
    const std::vector<std::uint32_t> failing = interpreter.failing(state);
    if (!failing.empty()) {
        const Invariant& invariant = interpreter.program().invariants[failing.front()];
        return Violation{invariant.name, invariant.words, failing.front(), none, invariant.where, false, {}};
    }
    if (!interpreter.deadlocked(state, faults_left)) return std::nullopt;
    Violation violation;
    violation.kind = kind::deadlock;
    violation.words = "no task can go on" + waiting(interpreter.program(), state);
    return violation;
}

Counterexample counterexample(const Program& program, const TransitionSystem& system, const std::vector<ChosenMove>& moves) {
    Walk walk(program, system);
    bool violated = false;
    for (const ChosenMove& move : moves) {
        violated = walk.move(move) || walk.violates();
        if (violated) break;
    }
    if (moves.empty()) violated = walk.violates();
    if (!violated) throw NoSuchRun("the solver's run ends without a violation");
    Counterexample found = walk.take_result();
    const std::string difference = replay::confirm(program, found);
    if (!difference.empty()) throw NoSuchRun("the solver's run is not confirmed: " + difference);
    return found;
}

}  // namespace mmapck::checker::symbolic
