// SPDX-License-Identifier: Apache-2.0
#include "checker/replay/first_runs.h"

#include <algorithm>

#include "checker/replay/replay.h"

namespace mmapck::checker::replay {

using namespace program;

namespace {

constexpr std::uint32_t most_moves = 10'000;

class Runner {
  public:
    explicit Runner(const Program& program) : program_(program), interpreter_(program) {}

    FirstRuns run() {
        FirstRuns runs;
        const State initial = interpreter_.initial();
        for (const Move& move : first_moves(initial)) {
            const auto chosen = std::find_if(move.steps.begin(), move.steps.end(), [&](const Taken& taken) { return program_.steps[taken.step].choice_low != no_expr; });
            if (chosen != move.steps.end()) runs.choice = chosen->step;
            const std::int64_t value = chosen == move.steps.end() ? 0 : chosen->choice;
            if (!runs.by_value.count(value)) runs.by_value.emplace(value, go_on(initial, move));
        }
        return runs;
    }

  private:
    /// Those of the first task that has any.
    std::vector<Move> first_moves(const State& state) {
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            if (program_.tasks[task].kind == TaskKind::teardown) continue;
            std::vector<Move> moves = interpreter_.moves(state, task, 0);
            if (!moves.empty()) return moves;
        }
        return {};
    }

    FirstRun go_on(State before, Move move) {
        FirstRun run;
        for (std::uint32_t moves = 0; moves < most_moves; ++moves) {
            note(before, move, run);
            if (!run.violation.empty()) break;
            before = std::move(move.end);
            std::vector<Move> next = first_moves(before);
            if (next.empty()) break;
            move = std::move(next.front());
        }
        return run;
    }

    void note(State state, const Move& move, FirstRun& run) {
        for (const Taken& taken : move.steps) {
            const Step& step = program_.steps[taken.step];
            const Location& from = program_.locations[step.from];
            const Outcome outcome = interpreter_.take(state, taken.step, taken.choice);
            if (step.kind == StepKind::system_return && outcome.result == Result::ok && program_.tasks[from.task].kind == TaskKind::normal && step.result != no_expr)
                run.returned.push_back({program_.frames[from.frame].function, outcome.returned});
        }
        if (move.violated) run.violation = move.violation.kind;
        else if (const std::vector<std::uint32_t> failing = interpreter_.failing(move.end); !failing.empty()) run.violation = program_.invariants[failing[0]].name;
    }

    const Program& program_;
    Interpreter interpreter_;
};

}  // namespace

FirstRuns first_runs(const Program& program) { return Runner(program).run(); }

}  // namespace mmapck::checker::replay
