// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/budgets.h"
#include "checker/explicit/cell_set.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// What the steps from each location read, write and make the engine look at. Two moves whose footprints do not conflict
/// lead to the same state in either order, with the same outcomes, the same steps taken and the same invariants failing.
///
/// A step reads what its guard, choice, checks, assumption, assignments and frees read, and at_return invariants where it returns; but not for
/// conditions that steps of other tasks leave as they are, such as "this task holds the lock" (trial.h). Where it acquires a lock, it asks for
/// those other locks that another task might take or drop in its name. It writes what it assigns, and each pointer that a free may make dangle.
///
/// Budgets (budgets.h) are in no footprint.
///
/// What a move writes is looked at: every clause of an every_step invariant that reads a written cell is evaluated after the move, as if
/// the move read all of the clause. That takes the place of the usual condition that moves taken alone are invisible (Peled 1994): moves that write
/// into different clauses commute.
///
/// Invariants of quiescence and of the end have a gate, the conditions Program::quiescent and `ended`. A move that writes a cell of the gate
/// reads the gate and all these invariants, and one that writes a cell of theirs reads the gate. Moves of which neither writes the gate do so only if the
/// gate is open in between; in states where it is open, footprints say too little, and no moves are left out.
class Footprints {
  public:
    /// O(steps x what they touch).
    explicit Footprints(const Model& model);

    /// Of all steps from a location; cells by their numbers here.
    const Footprint& at(program::LocationId location) const { return at_[location]; }

    /// Cells that one task writes and another one touches, and those of gates and budgets, have numbers below `bound`; others matter to nobody else and have none.
    std::size_t bound() const { return bound_; }
    std::uint32_t number(std::uint32_t cell) const { return number_[cell]; }
    static constexpr std::uint32_t no_number = ~std::uint32_t{0};

    /// Terms of the gates of which invariants are looked at: a gate is shut while one of its terms is 0.
    const std::vector<std::vector<program::ExprId>>& gates() const { return gates_; }

    const Budgets& budgets() const { return budgets_; }

  private:
    friend class FootprintBuilder;

    Budgets budgets_;
    std::size_t bound_ = 0;
    std::vector<std::uint32_t> number_;  // by cell
    std::vector<Footprint> at_;
    std::vector<std::vector<program::ExprId>> gates_;
};

}  // namespace mmapck::checker::explicit_
