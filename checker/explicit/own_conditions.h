// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "checker/explicit/located_values.h"
#include "checker/explicit/model.h"
#include "checker/explicit/touched_cells.h"
#include "checker/explicit/trial.h"

namespace mmapck::checker::explicit_ {

/// Conditions that are up to one task, such as "this task holds the lock": steps of others write what they read, and leave their truth as it is.
class OwnConditions {
  public:
    /// `model` and `touched` must outlive it. O(steps x what they touch).
    OwnConditions(const Model& model, TouchedCells& touched);

    /// Whether steps of other tasks leave it as it is whether the expression is 0. Each is answered once.
    bool contains(program::ExprId term, program::TaskId task);

    /// Whether a task's own steps alone change whether it holds the lock.
    bool known_to_each(const program::Lock& lock) const;

  private:
    bool find_own(program::ExprId term, program::TaskId task);
    bool tells_holder(program::ExprId term, std::uint32_t cell, program::TaskId task) const;
    bool kept_by_others(Trial& trial, std::uint32_t cell, program::TaskId task, bool located);

    const Model& model_;
    const program::Program& program_;
    TouchedCells& touched_;
    LocatedValues located_;
    std::vector<std::vector<program::StepId>> writers_;  // by cell
    std::map<std::pair<program::ExprId, program::TaskId>, bool> own_;
};

}  // namespace mmapck::checker::explicit_
