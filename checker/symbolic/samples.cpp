// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/samples.h"

#include <algorithm>
#include <unordered_set>

#include "checker/replay/interpreter.h"

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

    /// Until all states within so many moves are known, or `most` of them; or, if that is asked for, until one is a violation or has a move that is one. Returns how many moves that takes.
    std::optional<std::uint32_t> run(std::size_t most, std::uint32_t last, bool until_violation) {
        add(interpreter_.initial(), 0, 0);
        for (std::uint32_t moves = 0; !next_.empty() && moves < last; ++moves) {
            std::vector<Open> level;
            level.swap(next_);
            if (until_violation && std::any_of(level.begin(), level.end(), [this](const Open& open) { return is_violation(open); })) return moves;
            for (const Open& open : level) {
                if (samples_.states.size() >= most) return std::nullopt;
                for (TaskId task = 0; task < program_.tasks.size(); ++task)
                    for (replay::Move& move : interpreter_.moves(open.state, task, left(open))) {
                        if (!move.violated) add(std::move(move.end), system_.fault_cell ? open.faults + move.faults : 0, moves + 1);
                        else if (until_violation) return moves + 1;
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
    };

    std::uint32_t left(const Open& open) const { return system_.fault_cell ? faults_ - open.faults : any_faults; }
    bool is_violation(const Open& open) { return !interpreter_.failing(open.state).empty() || interpreter_.deadlocked(open.state, left(open)); }

    void add(replay::State state, std::uint32_t faults, std::uint32_t moves) {
        samples_.states.push_back(values_of(system_, state, faults, faults_));
        if (!seen_.insert(static_cast<std::uint32_t>(samples_.states.size() - 1)).second) return samples_.states.pop_back();
        samples_.moves.push_back(moves);
        next_.push_back({std::move(state), faults});
    }

    const Program& program_;
    const TransitionSystem& system_;
    std::uint32_t faults_;
    replay::Interpreter interpreter_;
    Samples samples_;
    std::unordered_set<std::uint32_t, Hash, Same> seen_{0, Hash{&samples_.states}, Same{&samples_.states}};
    std::vector<Open> next_;
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

std::optional<Distance> nearest_violation(const Program& program, const TransitionSystem& system, std::size_t most) {
    for (std::uint32_t faults = 0; faults <= (system.fault_cell ? program.max_faults : 0); ++faults)
        if (const auto moves = Exploration(program, system, faults).run(most, no_last, true)) return Distance{faults, *moves};
    return std::nullopt;
}

}  // namespace mmapck::checker::symbolic
