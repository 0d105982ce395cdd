// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/exchange.h"
#include "checker/explicit/stubborn.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// An exchange as it is carried out.
struct Swap {
    struct Pair {
        std::uint32_t of_a, of_b;
    };
    Exchange exchange;
    std::vector<Pair> pairs;             ///< shared cells that change places
    std::vector<Pair> own;               ///< own cells that do
    std::vector<std::uint32_t> moved;    ///< cells of which values are exchanged
    std::vector<std::uint32_t> order;    ///< by location of a task: its place in the order
};

/// Symmetry of tasks that do the same (Ip and Dill, "Better verification through symmetry", 1996): of the states that exchanges make of each other, one is
/// stored. That is the one in which the tasks are in order of where they are and then of what they hold; where that leaves a choice, several may be stored.
class TaskSymmetry {
  public:
    /// Finds all exchanges. O(pairs of tasks x size of the program).
    explicit TaskSymmetry(const Model& model);

    bool found() const { return !swaps_.empty(); }
    const std::vector<Swap>& swaps() const { return swaps_; }

    /// Adds what takes the place of a cut of a loop.
    void complete(StubbornSets& stubborn_sets) const;

    /// What was seen of one task could be seen of the others.
    void complete(Statistics& statistics) const;

  private:
    std::vector<Swap> swaps_;
};

/// Finds the states that are stored. Each thread has its own.
class Representative {
  public:
    /// Both must outlive it.
    Representative(const Model& model, const TaskSymmetry& symmetry);

    /// The state that is stored for a packed one, or null if it is that one. Valid until the next call.
    const Word* of(const Word* packed);

  private:
    bool ordered_by_location() const;
    void unpack(const Word* packed);
    bool in_order(const Swap& swap) const;
    bool own_in_order(const Swap& swap) const;
    void carry_out(const Swap& swap);

    const Model& model_;
    const std::vector<Swap>& swaps_;
    std::vector<std::int64_t> values_;
    std::vector<program::LocationId> locations_;
    std::vector<Word> packed_;
};

}  // namespace mmapck::checker::explicit_
