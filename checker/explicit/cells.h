// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// One cell of one variable, with every value that it may ever hold.
struct Cell {
    program::VarId variable = 0;
    std::uint32_t index = 0;
    program::TaskId owner = program::shared;
    program::Interval values;  ///< Variable::held, or else the domain, widened by the dangling values that a Free may store
    std::int64_t initial = 0;
};

/// All cells of a program, numbered variable after variable.
struct Cells {
    explicit Cells(const program::Program& program);

    std::size_t size() const { return all.size(); }
    std::uint32_t number(program::VarId variable, std::uint32_t index) const { return first[variable] + index; }

    std::vector<Cell> all;
    std::vector<std::uint32_t> first;  ///< by VarId: number of its cell 0
};

/// By LocationId: the cells of its task whose values matter there, ascending (program::live_cells). Empty: all matter everywhere.
using LiveCells = std::vector<std::vector<std::uint32_t>>;

/// What each expression may be worth, judged by the values of each cell alone. By ExprId. O(expressions).
std::vector<program::Interval> worth(const program::Program& program, const Cells& cells);

/// For each cell, whether `root` may read it. O(nodes below root).
void mark_reads(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth,
                program::ExprId root, std::vector<bool>& reads);

}  // namespace mmapck::checker::explicit_
