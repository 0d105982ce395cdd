// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "checker/explicit/options.h"
#include "checker/explicit/stubborn.h"
#include "checker/explicit/task_symmetry.h"

namespace mmapck::checker::explicit_ {

/// The stubborn sets of a search that wants them.
class StubbornChoice {
  public:
    /// `symmetry` may be null. `model` must outlive it.
    StubbornChoice(const Model& model, const Options& options, const TaskSymmetry* symmetry)
        : sets_(options.stubborn_sets ? std::make_unique<StubbornSets>(model) : nullptr) {
        if (sets_ && symmetry != nullptr) symmetry->complete(*sets_);
    }

    /// Whether there are any.
    bool made() const { return sets_ != nullptr; }

    /// The tasks whose moves are to be taken from a packed state.
    TaskSet operator()(const Word* state) { return sets_ ? sets_->choose(state) : everyone; }

    /// Whether a move that costs no fault is one for which others may be left out; both states are packed.
    bool progress(const Word* before, const Word* after) const { return !sets_ || sets_->footprints().budgets().kept(before, after); }

    /// Adds the steps that were taken in another way only (budgets.h).
    void complete(std::vector<bool>& steps_taken) const {
        if (sets_) sets_->footprints().budgets().complete(steps_taken);
    }

  private:
    std::unique_ptr<StubbornSets> sets_;  // null: all moves
};

}  // namespace mmapck::checker::explicit_
