// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "checker/explicit/cells.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// Tries steps out on the few cells that an expression reads, with all values that these may have: whether the expression can be told from what
/// it was before. So it is found that nobody but a task itself changes whether it holds a lock, though all tasks write the
/// owner of the lock.
class Trial {
  public:
    /// The arguments must outlive it. `worth`: of the program's expressions.
    Trial(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth, program::ExprId expression);

    /// Whether it is known which cells the expression reads, and they have at most 4096 values together.
    bool possible() const { return possible_; }

    /// Whether the step may write one of the cells. Frees write none of them.
    bool written_by(const program::Step& step) const;

    /// If the trial is possible: whether `alike` is true of the value before and after the step, wherever the step's guard and checks let it
    /// be taken. False if that depends on other cells. `possible`: whether the first of the cells may have a value before the step; null: it may have any.
    /// O(values x nodes of the step).
    bool keeps(const program::Step& step, const std::function<bool(std::int64_t, std::int64_t)>& alike, const std::function<bool(std::int64_t)>& possible = nullptr);

  private:
    using Value = std::optional<std::int64_t>;

    bool note(const program::Expression& node);
    program::Interval indices(const program::Assignment& assignment) const;
    void set(std::uint64_t number);
    bool keeps_now(const program::Step& step, const std::function<bool(std::int64_t, std::int64_t)>& alike);
    bool store(const program::Assignment& assignment, std::vector<std::int64_t>& values) const;
    Value value(program::ExprId id) const;
    Value loaded(const program::Expression& node) const;
    std::size_t place(program::VarId variable, std::int64_t index) const;

    const program::Program& program_;
    const Cells& cells_;
    const std::vector<program::Interval>& worth_;
    program::ExprId expression_;
    std::vector<std::uint32_t> tried_;   // the cells
    std::uint64_t combinations_ = 1;
    std::vector<std::int64_t> values_;   // of tried_
    bool possible_ = true;
};

}  // namespace mmapck::checker::explicit_
