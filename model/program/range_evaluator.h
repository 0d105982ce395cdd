// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/cells.h"
#include "model/program/interval.h"

namespace mmapck::program {

/// What is known of some cells, ascending by cell.
struct CellRange {
    CellId cell;
    Interval values;
    friend bool operator==(const CellRange&, const CellRange&) = default;
};
using Environment = std::vector<CellRange>;

/// Intervals of the expressions of one step, and what follows from its conditions. Values are those before the step.
class RangeEvaluator {
  public:
    /// `cells` are the values that each cell may have anywhere; it is read again at each `begin`.
    RangeEvaluator(const Program& program, const Cells& numbering, const std::vector<Interval>& cells);

    /// Starts a step where `here` is known. Forgets everything else.
    void begin(const Environment& here);

    /// Starts another step where the same is known.
    void begin_again();

    Interval operator()(ExprId id);

    /// From now on the expression is not 0 (or is 0). False if that cannot be: then the step goes no further.
    bool assume(ExprId id, bool truth);

    /// Assumes that the step is enabled and has chosen. False if that cannot be.
    bool assume_enabled(const Step& step);

    Interval cell(CellId cell) {
        if (cell_stamp_[cell] == place_) return known_cell_[cell];
        if (read_stamp_[cell] != step_) note_read(cell);
        return cells_[cell];
    }
    void set_cell(CellId cell, Interval values);

    /// Those whose value for the whole run was used since `begin`; each once.
    const std::vector<CellId>& cells_read() const { return cells_read_; }
    bool has_read(CellId cell) const { return read_stamp_[cell] == step_; }

    /// The cells that an assignment (index `no_expr` for a scalar) may write: first to last; none if first > last.
    struct Target {
        CellId first, last;
        bool outside;  ///< the index may be out of bounds
        bool empty() const { return first > last; }
        bool single() const { return first == last; }
    };
    Target target(const Assignment& assignment);

  private:
    /// What was known of a cell before set_cell.
    struct Replaced {
        CellId cell;
        std::uint32_t stamp;
        Interval values;
    };

    void begin_step();
    void note_read(CellId cell);
    Interval compute(const Expression& node);
    Interval element(VarId variable, ExprId index);
    bool restrict_to(ExprId id, Interval values);
    bool restrict_operand(const Expression& node, Interval values);
    bool assume_equal(const Expression& node, bool equal);
    bool assume_less(ExprId a, ExprId b, bool or_equal);
    bool assume_less_unsigned(ExprId a, ExprId b, bool or_equal);

    const Program& program_;
    const Cells& numbering_;
    const std::vector<Interval>& cells_;
    Interval choice_;
    std::uint32_t place_ = 0;                 // changes with each `begin`
    std::uint32_t step_ = 0;                  // changes with each step
    std::uint32_t facts_ = 0;                 // changes with each new fact
    std::vector<Interval> known_cell_, known_, memo_;
    std::vector<std::uint32_t> cell_stamp_;   // known_cell_ is valid if place_
    std::vector<Replaced> replaced_;          // by this step, oldest first
    std::vector<std::uint32_t> read_stamp_;   // it is in cells_read_ if step_
    std::vector<CellId> cells_read_;
    std::vector<std::uint32_t> known_stamp_;  // known_ is valid if step_
    std::vector<std::uint32_t> memo_stamp_;   // memo_ is valid if facts_
};

}  // namespace mmapck::program
