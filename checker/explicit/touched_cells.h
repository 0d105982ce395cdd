// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/model.h"
#include "model/program/range_evaluator.h"
#include "model/program/step_expressions.h"

namespace mmapck::checker::explicit_ {

using CellList = std::vector<std::uint32_t>;

void sort_unique(CellList& cells);

/// The cells that expressions read and assignments write. Of an array these are the elements that an index may mean, as far as its values are
/// known where it is used.
class TouchedCells {
  public:
    /// `model` must outlive it.
    explicit TouchedCells(const Model& model);

    /// From now on it is about any state.
    void forget() { known_.begin({}); }
    /// From now on it is about states where a condition holds. False: there are none.
    bool assume(program::ExprId condition) { return known_.assume(condition, true); }
    /// The same for all that a step checks: an index that was checked is inside.
    bool assume_checks(const program::Step& step);

    /// Appends what an expression reads; no_expr reads nothing.
    void read(program::ExprId root, CellList& cells);
    /// Appends what an assignment may write.
    void write(const program::Assignment& assignment, CellList& cells);

  private:
    void elements(program::VarId variable, program::Interval index, CellList& cells) const;

    const Model& model_;
    program::NodeWalk walk_;
    program::Cells numbering_;
    std::vector<program::Interval> values_;  // by cell: any that it may have
    program::RangeEvaluator known_;
};

}  // namespace mmapck::checker::explicit_
