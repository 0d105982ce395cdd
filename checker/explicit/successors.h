// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"
#include "checker/explicit/task_set.h"

namespace mmapck::checker::explicit_ {

/// All moves from a packed state, task after task, in canonical order; or those of some tasks
/// first, and no others once progress() was called.
class Successors {
  public:
    /// `model` must outlive it.
    Successors(const Model& model, bool lock_order);

    /// Starts on a packed state, with the moves of some tasks first. O(what differs from the state before).
    void load(const Word* state, std::uint32_t faults_left, TaskSet first = everyone);

    /// The next outcome; exhausted after the last.
    Ending next();

    /// The outcome just found cost no fault and leads to a state.
    void progress() { progress_ = true; }

    /// Number of outcomes, of either kind, before the one just found.
    std::uint32_t ordinal() const { return outcomes_ - 1; }
    program::TaskId task() const { return task_; }

    /// The state after the move just found, packed; until the next call. O(cells written).
    const Word* packed();

    /// After packed(): where it may differ from loaded(), as a set of changed_bit(word).
    Word changed() const { return changed_; }
    /// The state loaded last, packed.
    const Word* loaded() const { return state_.data(); }

    /// Where every task was before the move.
    const std::vector<program::LocationId>& locations() const { return locations_; }

    Machine& machine() { return machine_; }
    const Machine& machine() const { return machine_; }

    /// The initial state, packed.
    std::vector<Word> initial() const;

  private:
    void unpack_section(program::TaskId task, const Word* state);
    void pack_section(program::TaskId task, program::LocationId location);

    const Model& model_;
    Machine machine_;
    std::vector<Word> state_;       // the one loaded
    std::vector<Word> successor_;
    Word changed_ = 0;
    std::vector<program::LocationId> locations_;
    TaskSet turn_ = everyone;   // the tasks whose moves are taken now
    TaskSet later_ = 0;                       // those whose moves may be left out
    bool progress_ = false;
    program::TaskId task_ = 0;
    bool started_ = false;
    std::uint32_t faults_left_ = 0;
    std::uint32_t outcomes_ = 0;
};

}  // namespace mmapck::checker::explicit_
