// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model/program/program.h"

namespace mmapck::program {

/// A number for each cell of each variable, in order of variables.
using CellId = std::uint32_t;

class Cells {
  public:
    explicit Cells(const Program& program) : program_(program), first_{0} {
        for (VarId id = 0; id < program.variables.size(); ++id) {
            first_.push_back(first_.back() + program.variables[id].count);
            variable_.resize(first_.back(), id);
        }
    }

    std::size_t size() const { return variable_.size(); }
    CellId first(VarId variable) const { return first_[variable]; }
    VarId variable(CellId cell) const { return variable_[cell]; }
    std::uint32_t index(CellId cell) const { return cell - first_[variable_[cell]]; }
    TaskId owner(CellId cell) const { return program_.variables[variable_[cell]].owner_of(index(cell)); }
    std::int64_t initial(CellId cell) const { return program_.variables[variable_[cell]].initial_of(index(cell)); }

    /// The one cell that an element names, if its index is a constant within the array; or `none`.
    CellId element(VarId variable, ExprId index) const {
        if (index == no_expr) return first_[variable];
        const Expression& node = program_.expressions[index];
        if (node.op != Op::constant || node.value < 0 || node.value >= program_.variables[variable].count) return none;
        return first_[variable] + static_cast<CellId>(node.value);
    }

    /// The cell that a load or an element reads, if it is known; or `none`.
    CellId read_by(const Expression& node) const {
        if (node.op == Op::load) return first_[node.variable];
        return node.op == Op::element ? element(node.variable, node.a) : none;
    }

  private:
    const Program& program_;
    std::vector<CellId> first_;
    std::vector<VarId> variable_;
};

}  // namespace mmapck::program
