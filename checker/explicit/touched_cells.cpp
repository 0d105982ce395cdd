// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/touched_cells.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

void sort_unique(CellList& cells) {
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

TouchedCells::TouchedCells(const Model& model)
    : model_(model), walk_(model.program.expressions), numbering_(model.program), known_(model.program, numbering_, values_) {
    for (const Cell& cell : model.cells.all) values_.push_back(cell.values);
}

bool TouchedCells::assume_checks(const Step& step) {
    return std::all_of(step.checks.begin(), step.checks.end(), [&](const Check& check) { return assume(check.condition); });
}

void TouchedCells::read(ExprId root, CellList& cells) {
    if (root == no_expr) return;
    walk_.restart();
    walk_(root, [&](const Expression& node) {
        if (node.op == Op::load) cells.push_back(model_.cells.number(node.variable, 0));
        if (node.op == Op::element) elements(node.variable, known_(node.a), cells);
    });
}

void TouchedCells::write(const Assignment& assignment, CellList& cells) {
    if (assignment.index == no_expr) cells.push_back(model_.cells.number(assignment.variable, 0));
    else elements(assignment.variable, known_(assignment.index), cells);
}

void TouchedCells::elements(VarId variable, Interval index, CellList& cells) const {
    const Interval indices = meet(index, {0, static_cast<std::int64_t>(model_.program.variables[variable].count) - 1});
    for (std::int64_t i = indices.low; i <= indices.high; ++i) cells.push_back(model_.cells.number(variable, static_cast<std::uint32_t>(i)));
}

}  // namespace mmapck::checker::explicit_
