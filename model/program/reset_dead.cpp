// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/program/live_cells.h"
#include "model/program/passes.h"

namespace mmapck::program {
namespace {

// Dead cells hold their initial value at every location: those that are dead at the first one do, and a step resets what it
// writes and what was live before it but is not live after it. Nobody reads the value before it is
// written again, so runs stay as they are, and states that differ in dead cells alone become one. What a step
// assigned stays in it, before the reset: the value may be outside the domain, and that is a violation.
class DeadCellReset {
  public:
    explicit DeadCellReset(Program& program)
        : program_(program), cells_(program), live_(live_cells(program, cells_)) {}

    void run() {
        for (Step& step : program_.steps) reset(step);
    }

  private:
    void reset(Step& step) {
        std::vector<CellId> used = live_[step.from];
        const std::size_t assignments = step.assignments.size();
        for (const Assignment& assignment : step.assignments) add_written(assignment, step, used);
        std::ranges::sort(used);
        used.erase(std::unique(used.begin(), used.end()), used.end());
        std::vector<CellId> dying;
        std::ranges::set_difference(used, live_[step.to], std::back_inserter(dying));
        for (const CellId cell : dying) step.assignments.push_back(to_initial(cell));
        drop_overwritten(step, assignments);
    }

    void add_written(const Assignment& assignment, const Step& step, std::vector<CellId>& used) const {
        const TaskId task = program_.locations[step.from].task;
        const CellId known = cells_.element(assignment.variable, assignment.index);
        if (known != none && cells_.owner(known) == task) used.push_back(known);
        if (known != none) return;
        for (CellId cell = cells_.first(assignment.variable); cell < cells_.first(assignment.variable + 1); ++cell)
            if (cells_.owner(cell) == task) used.push_back(cell);
    }

    Assignment to_initial(CellId cell) {
        const VarId variable = cells_.variable(cell);
        Expressions& expressions = program_.expressions;
        const bool array = program_.variables[variable].count > 1;
        return {variable, array ? expressions.constant(cells_.index(cell)) : no_expr,
                expressions.constant(cells_.initial(cell))};
    }

    /// Drops the first `count` assignments where they store a constant of the domain in a cell that is reset after them.
    void drop_overwritten(Step& step, std::size_t count) const {
        const auto overwritten = [&](std::size_t i) {
            const Assignment& assignment = step.assignments[i];
            const Expression& value = program_.expressions[assignment.value];
            const Variable& variable = program_.variables[assignment.variable];
            const CellId cell = cells_.element(assignment.variable, assignment.index);
            if (cell == none || value.op != Op::constant) return false;
            if (value.value < variable.low || value.value > variable.high) return false;
            return std::any_of(step.assignments.begin() + static_cast<std::ptrdiff_t>(count), step.assignments.end(),
                               [&](const Assignment& reset) {
                                   return cells_.element(reset.variable, reset.index) == cell;
                               });
        };
        for (std::size_t i = count; i-- > 0;)
            if (overwritten(i)) {
                step.assignments.erase(step.assignments.begin() + static_cast<std::ptrdiff_t>(i));
                --count;
            }
    }

    Program& program_;
    Cells cells_;
    std::vector<std::vector<CellId>> live_;
};

}  // namespace

Program reset_dead(Program program) {
    DeadCellReset(program).run();
    return program;
}

}  // namespace mmapck::program
