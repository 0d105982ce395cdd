// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checker/explicit/cells.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// A condition on the value of one cell.
struct Condition {
    std::uint32_t cell = 0;
    std::int64_t low = 0;     ///< the smallest value of the cell
    std::vector<bool> truth;  ///< by value - low

    bool holds(std::int64_t value) const { return truth[static_cast<std::size_t>(value - low)]; }
    friend bool operator==(const Condition&, const Condition&) = default;
};

/// An expression as a condition, if it reads one cell of at most 1024 values and no choice. `worth`: of the program's expressions. O(its
/// nodes x values).
std::optional<Condition> condition_on_one_cell(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth,
                                               program::ExprId root);

/// What a conjunction is made of, in order; nothing for no_expr.
std::vector<program::ExprId> terms(const program::Expressions& expressions, program::ExprId root);

/// The terms that the guards of all steps from a location have in common: while one is 0, none of the steps is enabled.
std::vector<program::ExprId> common_terms(const program::Program& program, program::LocationId location);

}  // namespace mmapck::checker::explicit_
