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
    /// `model` and `symmetry` (null: none) must outlive it.
    StubbornChoice(const Model& model, const Options& options, const TaskSymmetry* symmetry)
        : model_(model), symmetry_(symmetry), wanted_(options.stubborn_sets) {}

    /// The tasks whose moves are to be taken from a packed state.
    TaskSet operator()(const Word* state) {
        if (!wanted_) return everyone;
        if (!sets_) {
            sets_ = std::make_unique<StubbornSets>(model_);
            if (symmetry_ != nullptr) symmetry_->complete(*sets_);
        }
        return sets_->choose(state);
    }

  private:
    const Model& model_;
    const TaskSymmetry* symmetry_;
    bool wanted_;
    std::unique_ptr<StubbornSets> sets_;  // null until a state needs one
};

}  // namespace mmapck::checker::explicit_
