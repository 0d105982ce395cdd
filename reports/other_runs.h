// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "checker/replay/interpreter.h"

namespace mmapck::reports {

/// Looks for runs that go on from a state to an end in which nothing is violated. Depth first, so that tasks rather go on than change; and
/// states are remembered from one call to the next, so that each is left once.
class OtherRuns {
  public:
    /// With `faults`, there may be as many as the program allows; else none but the first step of a run. Gives up after `most_steps` steps of all runs. The interpreter must outlive it.
    OtherRuns(checker::replay::Interpreter& interpreter, bool faults, std::size_t most_steps)
        : interpreter_(interpreter), program_(interpreter.program()), with_faults_(faults), left_(most_steps) {}

    /// Whether a run passes that begins with the step in this state, after so many faults. `path` becomes its steps.
    bool pass(const checker::replay::State& state, const checker::Taken& first, std::uint32_t faults, std::vector<checker::Taken>& path);

    /// The steps that are enabled: those of the task, and between moves then those of the tasks after it. With no more faults than there may be.
    std::vector<checker::Taken> ways(const checker::replay::State& state, program::TaskId task, bool inside_move, bool with_faults);

    /// Not all runs were tried.
    bool gave_up() const { return left_ == 0 || choices_left_out_; }
    /// The kinds of violations that runs came to which did not pass.
    const std::set<std::string>& violations() const { return violations_; }
    /// Some run goes round for ever.
    bool endless() const { return endless_; }

  private:
    /// Where runs go different ways.
    struct Fork {
        checker::replay::State state;
        program::TaskId task = program::none;     // that has moved last, or whose move it is
        bool inside_move = false;
        std::vector<checker::Taken> ways;
        std::size_t next = 0;                     // in ways
        std::uint32_t faults = 0;                 // on the path that leads here
        std::size_t length = 0;                   // of that path
    };
    /// A state between moves on the path.
    struct Passed {
        std::string key;
        checker::replay::State state;
        std::uint32_t faults = 0;
        std::size_t length = 0;                   // of the path that leads there
    };

    void add_choices(std::vector<checker::Taken>& found, const checker::replay::State& state, program::StepId id, bool begins_move);
    bool go_on(checker::replay::State state, checker::Taken taken, std::uint32_t faults, std::vector<checker::Taken>& path);
    bool violated(const checker::replay::State& state, program::TaskId task, program::StepId step, bool inside_move);
    bool is_new(const checker::replay::State& state, std::uint32_t faults, std::size_t length);
    bool ends_before_move(std::vector<checker::Taken>& path);
    bool ends(const checker::replay::State& state);

    checker::replay::Interpreter& interpreter_;
    const program::Program& program_;
    const bool with_faults_;
    std::size_t left_;
    bool choices_left_out_ = false;
    bool endless_ = false;
    std::set<std::string> violations_;
    std::vector<Fork> forks_;                     // on the path, with ways that are left
    std::vector<Passed> passed_;                  // on the path
    std::unordered_set<std::string> on_path_;     // their keys
    std::unordered_set<std::string> seen_;        // keys of all states between moves that were reached
};

}  // namespace mmapck::reports
