// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/samples.h"

#include <algorithm>
#include <unordered_set>

#include "checker/replay/interpreter.h"
#include "checker/symbolic/trace.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// Samples by their numbers.
struct Hash {
    const std::vector<Sample>* samples;
    std::size_t operator()(std::uint32_t number) const {
        std::uint64_t hash = 14695981039346656037u;   // FNV-1a, a number at a time
        for (const std::int64_t value : (*samples)[number]) hash = (hash ^ std::uint64_t(value)) * 1099511628211u;
        return hash;
    }
};
struct Same {
    const std::vector<Sample>* samples;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return (*samples)[a] == (*samples)[b]; }
};

Sample values_of(const TransitionSystem& system, const replay::State& state, std::uint32_t faults, std::uint32_t limit) {
    Sample values = state.cells;
    for (const LocationId at : state.locations) values.push_back(at);
    if (system.fault_cell) {
        values.push_back(faults);
        values.push_back(limit);
    }
    for (LeafId cell = 0; cell < values.size(); ++cell)
        if (system.cells[cell].left_out) values[cell] = system.cells[cell].initial;
    return values;
}

constexpr std::uint32_t no_last = ~std::uint32_t{0};

/// Breadth first.
class Exploration {
  public:
    /// The arguments must outlive it. Runs with more than `faults` are left out; without a fault cell, any number is 0.
    Exploration(const Program& program, const TransitionSystem& system, std::uint32_t faults) : program_(program), system_(system), faults_(faults), interpreter_(program) {}

    /// Until all states within so many moves are known, or `most` of them; or, if that is asked for, until one is a violation or has a move that is one. Returns the run to it.
    std::optional<Counterexample> run(std::size_t most, std::uint32_t last, bool until_violation) {
        keeps_runs_ = until_violation;
        add(interpreter_.initial(), 0, 0, {});
        for (std::uint32_t moves = 0; !next_.empty() && moves < last; ++moves) {
            std::vector<Open> level;
            level.swap(next_);
            for (const Open& open : level)
                if (const auto violation = until_violation ? violation_of(interpreter_, open.state, left(open)) : std::nullopt) return Counterexample{*violation, run_to(open.number)};
            for (const Open& open : level) {
                if (samples_.states.size() >= most) return std::nullopt;
                for (TaskId task = 0; task < program_.tasks.size(); ++task)
                    for (replay::Move& move : interpreter_.moves(open.state, task, left(open))) {
                        Step step{open.number, std::move(move.steps), move.faults};
                        if (!move.violated) add(std::move(move.end), system_.fault_cell ? open.faults + move.faults : 0, moves + 1, std::move(step));
                        else if (until_violation) return Counterexample{move.violation, run_with(std::move(step))};
                    }
            }
        }
        samples_.complete = true;
        return std::nullopt;
    }

    Samples take_samples() { return std::move(samples_); }

  private:
    struct Open {
        replay::State state;
        std::uint32_t faults;
        std::size_t number;   // of the sample
    };
    /// The move that found a state.
    struct Step {
        std::size_t from = 0;
        std::vector<Taken> steps;
        std::uint32_t faults = 0;
    };

    std::uint32_t left(const Open& open) const { return system_.fault_cell ? faults_ - open.faults : any_faults; }

    Trace run_to(std::size_t state) const { return state == 0 ? Trace{} : run_with(found_by_[state]); }

    Trace run_with(Step last) const {
        std::vector<Step> moves{std::move(last)};
        while (moves.back().from != 0) moves.push_back(found_by_[moves.back().from]);
        Trace trace;
        for (auto move = moves.rbegin(); move != moves.rend(); ++move, ++trace.moves) {
            trace.steps.insert(trace.steps.end(), move->steps.begin(), move->steps.end());
            trace.faults += move->faults;
        }
        return trace;
    }

    void add(replay::State state, std::uint32_t faults, std::uint32_t moves, Step found_by) {
        samples_.states.push_back(values_of(system_, state, faults, faults_));
        if (!seen_.insert(static_cast<std::uint32_t>(samples_.states.size() - 1)).second) return samples_.states.pop_back();
        samples_.moves.push_back(moves);
        next_.push_back({std::move(state), faults, samples_.states.size() - 1});
        if (keeps_runs_) found_by_.push_back(std::move(found_by));
    }

    const Program& program_;
    const TransitionSystem& system_;
    std::uint32_t faults_;
    replay::Interpreter interpreter_;
    Samples samples_;
    std::unordered_set<std::uint32_t, Hash, Same> seen_{0, Hash{&samples_.states}, Same{&samples_.states}};
    std::vector<Open> next_;
    bool keeps_runs_ = false;
    std::vector<Step> found_by_;   // by sample; empty unless runs are kept
};

}  // namespace

Samples sample(const Program& program, const TransitionSystem& system, std::size_t most) {
    Exploration exploration(program, system, program.max_faults);
    exploration.run(most, no_last, false);
    return exploration.take_samples();
}

Samples sample_within(const Program& program, const TransitionSystem& system, std::uint32_t faults, std::uint32_t moves, std::size_t most) {
    Exploration exploration(program, system, faults);
    exploration.run(most, moves, false);
    return exploration.take_samples();
}

std::optional<Counterexample> nearest_violation(const Program& program, const TransitionSystem& system, std::size_t most) {
    for (std::uint32_t faults = 0; faults <= (system.fault_cell ? program.max_faults : 0); ++faults)
        if (auto nearest = Exploration(program, system, faults).run(most, no_last, true)) return nearest;
    return std::nullopt;
}

Distance distance_of(const Program& program, const Counterexample& counterexample) {
    return {program.max_faults == any_faults ? 0 : counterexample.trace.faults, counterexample.trace.moves};
}

}  // namespace mmapck::checker::symbolic
