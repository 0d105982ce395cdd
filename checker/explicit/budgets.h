// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Shared counters of what may still go wrong, which a model keeps itself. Such a cell is read and written in one way alone:
///
///     if (!counter || !choose(0, 1))
///             go on;
///     counter--;
///
/// So no step asks whether it is 0 but to offer one way less, and going on is offered either way. Two moves that take from the counter therefore commute where
/// both can be taken at all, and one that does not take from it commutes with all that do; what is taken alone needs a way that goes on.
class Budgets {
  public:
    /// `model` must outlive it. O(size of the program for each cell that is only ever lowered by 1).
    explicit Budgets(const Model& model);

    bool is_budget(std::uint32_t cell) const { return is_budget_[cell]; }
    /// Whether the guard of the step only asks for a budget.
    bool asks(program::StepId step) const { return !asks_.empty() && asks_[step]; }

    /// Whether a step goes on since the budget is used up, or although some is left, is not told apart by a reduced search: where one was taken, counts
    /// the other as taken, too.
    void complete(std::vector<bool>& steps_taken) const;

    /// Whether no budget is lower after a move; states are packed.
    bool kept(const Word* before, const Word* after) const;

  private:
    /// The two steps from a location that ask for a budget.
    struct Question {
        program::StepId used_up = 0, left = 0;
    };
    void find(std::uint32_t cell);

    const Model& model_;
    std::vector<bool> is_budget_;       // by cell
    std::vector<bool> asks_;            // by step; empty: there are no budgets
    std::vector<Question> questions_;
    std::vector<Mask> fields_;          // where budgets are in a packed state
};

}  // namespace mmapck::checker::explicit_
