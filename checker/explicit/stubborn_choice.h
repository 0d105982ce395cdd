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

  private:
    std::unique_ptr<StubbornSets> sets_;  // null: all moves
};

}  // namespace mmapck::checker::explicit_
