// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "checker/explicit/conditions.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// The values that a shared cell may have while a task is at a location, with all that other tasks may do to it meanwhile: so it is found that
/// who drops a lock holds it, though the step that drops it does not look. Each task is followed alone, with what is known of its own cells, such as what
/// a call has returned; of the others is known from which value to which they take the cell (Flanagan and Qadeer, "Thread-modular model
/// checking", 2003).
class LocatedValues {
  public:
    /// `model` must outlive it. O(nodes of all steps x values of their cells).
    explicit LocatedValues(const Model& model);

    /// Whether this can tell anything of the cell: it has at most 64 values, is no pointer, and is only given constants.
    bool possible(std::uint32_t cell) const;

    /// Whether the cell may have the value where a step begins at that location. It must be possible to tell, and the value one of Cell::values.
    /// The first time O(values x steps x length of the longest path), then O(log).
    bool may_be(std::uint32_t cell, program::LocationId location, std::int64_t value);

  private:
    friend class CellWalk;
    using ValueSet = std::uint64_t;  // bits by value - Cell::values.low

    /// What the steps' assignments do to one cell.
    struct Write {
        std::uint32_t cell = 0;
        bool certain = true;          // false: it may write another element instead
        program::Interval stored;
    };
    /// A step, as far as it can be told from single cells.
    struct Effect {
        bool possible = true;         // false: it is never taken
        std::vector<Condition> needs; // to be taken and not to end the run
        std::vector<Write> writes;
    };

    Effect effect(const program::Step& step) const;
    void add_terms(program::ExprId root, Effect& effect) const;
    void add_write(const program::Assignment& assignment, Effect& effect) const;

    const Model& model_;
    std::vector<Effect> effects_;      // by step
    std::vector<bool> constants_;      // by cell: it is only given constants
    std::map<std::uint32_t, std::vector<ValueSet>> known_;  // by cell, by location
};

}  // namespace mmapck::checker::explicit_
