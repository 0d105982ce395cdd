// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "checker/explicit/options.h"
#include "checker/explicit/stubborn.h"
#include "checker/explicit/task_symmetry.h"

namespace mmapck::checker::explicit_ {

/// Which states of a search have stubborn sets, and which.
class StubbornChoice {
  public:
    /// `model` and `symmetry` (null: none) must outlive it.
    StubbornChoice(const Model& model, const Options& options, const TaskSymmetry* symmetry)
        : model_(model), symmetry_(symmetry), from_(options.stubborn_sets ? options.stubborn_after : ~std::uint64_t{0}) {}

    /// For a state with its number, packed.
    TaskSet operator()(std::uint64_t number, const Word* state) {
        if (number < from_) return everyone;
        if (!sets_) {
            sets_ = std::make_unique<StubbornSets>(model_);
            if (symmetry_ != nullptr) symmetry_->complete(*sets_);
        }
        return sets_->choose(state);
    }

  private:
    const Model& model_;
    const TaskSymmetry* symmetry_;
    std::uint64_t from_;
    std::unique_ptr<StubbornSets> sets_;  // null until a state needs one
};

}  // namespace mmapck::checker::explicit_
