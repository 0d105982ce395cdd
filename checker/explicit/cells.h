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
    std::int64_t low = 0;   ///< the domain, widened by the dangling values that a Free may store
    std::int64_t high = 0;
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

/// For each cell, whether `root` may read it. A load of an element whose index is not constant reads the whole variable.
/// O(nodes below root).
void mark_reads(const program::Program& program, const Cells& cells, program::ExprId root, std::vector<bool>& reads);

}  // namespace mmapck::checker::explicit_
