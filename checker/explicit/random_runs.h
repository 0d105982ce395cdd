// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "checker/explicit/model.h"
#include "checker/explicit/store.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

/// Runs from the initial state to an end, under random priorities of the tasks that change a few times, with a random number of faults
/// at random places. Seeded: always the same runs.
class RandomRuns {
  public:
    /// `model` must outlive it.
    explicit RandomRuns(const Model& model);

    /// Visits so many further states, in as many runs as it takes.
    void visit(std::uint64_t states);

    /// How often each state was met.
    const std::vector<std::uint32_t>& meetings() const { return meetings_; }

  private:
    struct Choice {
        std::uint32_t ordinal = 0;
        bool fault = false;
    };

    void begin();
    bool step();
    void meet(const Word* state);
    program::TaskId favoured();
    const Choice& choose(program::TaskId task);
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    const Model& model_;
    Successors successors_;
    Store store_;
    std::mt19937_64 random_{1};
    std::vector<std::uint32_t> meetings_;           // by number of the state in the store
    std::vector<std::vector<Choice>> choices_;      // by task, of the state now
    std::uint64_t visited_ = 0, moves_ = 0, runs_ = 0, fault_points_ = 0;   // in all

    // of the run now
    std::vector<Word> state_;
    std::vector<std::int64_t> priorities_;          // by task
    std::vector<std::uint64_t> changes_;            // moves at which the favoured task comes last
    std::vector<std::uint64_t> faults_at_;          // fault points at which a fault is taken, if one can be
    std::uint64_t move_ = 0, fault_point_ = 0;
    std::uint32_t faults_ = 0;
    bool running_ = false;
};

}  // namespace mmapck::checker::explicit_
