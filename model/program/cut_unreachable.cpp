// SPDX-License-Identifier: Apache-2.0
#include "model/program/passes.h"
#include "model/program/passes_with_ranges.h"
#include "model/program/step_expressions.h"

namespace mmapck::program {
namespace {

/// New numbers for the elements of a list of which some stay.
class Renumbering {
  public:
    explicit Renumbering(std::size_t size) : keep_(size), number_(size, none) {}

    void keep(std::size_t id) { keep_[id] = true; }
    bool kept(std::size_t id) const { return keep_[id]; }
    std::uint32_t operator[](std::size_t id) const { return number_[id]; }

    /// Drops all the others from the list.
    template <typename T>
    void apply(std::vector<T>& list) {
        std::uint32_t next = 0;
        for (std::size_t id = 0; id < list.size(); ++id) {
            if (!keep_[id]) continue;
            number_[id] = next;
            if (next != id) list[next] = std::move(list[id]);
            ++next;
        }
        list.resize(next);
    }

  private:
    std::vector<bool> keep_;
    std::vector<std::uint32_t> number_;
};

/// False for guards and choices that are constants by which the step is never enabled.
bool may_be_enabled(const Program& program, const Step& step) {
    const auto constant = [&](ExprId id) {
        return id != no_expr && program.expressions[id].op == Op::constant ? &program.expressions[id].value : nullptr;
    };
    const std::int64_t* const guard = constant(step.guard);
    const std::int64_t* const low = constant(step.choice_low);
    const std::int64_t* const high = constant(step.choice_high);
    return !(guard && *guard == 0) && !(low && high && *low > *high);
}

void cut_steps(Program& program, Ranges* ranges) {
    Renumbering locations(program.locations.size());
    Renumbering steps(program.steps.size());
    std::vector<LocationId> open;
    const auto reach = [&](LocationId id) {
        if (locations.kept(id)) return;
        locations.keep(id);
        open.push_back(id);
    };
    for (const Task& task : program.tasks) reach(task.first);
    while (!open.empty()) {
        const LocationId at = open.back();
        open.pop_back();
        std::erase_if(program.locations[at].steps,
                      [&](StepId id) { return !may_be_enabled(program, program.steps[id]); });
        for (const StepId id : program.locations[at].steps) {
            steps.keep(id);
            reach(program.steps[id].to);
        }
    }
    locations.apply(program.locations);
    steps.apply(program.steps);
    if (ranges) {
        locations.apply(ranges->reached);
        locations.apply(ranges->here);
    }
    for (Task& task : program.tasks) task.first = locations[task.first];
    for (Location& location : program.locations)
        for (StepId& id : location.steps) id = steps[id];
    for (Step& step : program.steps) {
        step.from = locations[step.from];
        step.to = locations[step.to];
    }
}

/// Drops what is known of the cells of other variables than the kept ones; the others get the numbers that they will have.
void keep_cells(Ranges& ranges, const Program& program, const Renumbering& variables) {
    const Cells cells(program);
    Renumbering kept(cells.size());
    for (CellId cell = 0; cell < cells.size(); ++cell)
        if (variables.kept(cells.variable(cell))) kept.keep(cell);
    kept.apply(ranges.cells);
    for (Environment& here : ranges.here) {
        std::erase_if(here, [&](const CellRange& known) { return !kept.kept(known.cell); });
        for (CellRange& known : here) known.cell = kept[known.cell];
    }
}

/// Drops the nodes below no root, and the variables that neither a node nor an assignment names.
void cut_data(Program& program, Ranges* ranges) {
    Renumbering variables(program.variables.size());
    Renumbering nodes(program.expressions.size());
    NodeWalk walk(program.expressions);
    const auto use = [&](ExprId root) {
        nodes.keep(root);
        walk(root, [&](const Expression& node) {
            if (node.op == Op::load || node.op == Op::element) variables.keep(node.variable);
            for (const ExprId operand : {node.a, node.b, node.c})
                if (operand != no_expr) nodes.keep(operand);
        });
    };
    for (const Step& step : program.steps) {
        for_each_expression(step, use);
        for (const Assignment& assignment : step.assignments) variables.keep(assignment.variable);
    }
    for_each_condition(program, use);

    if (ranges) keep_cells(*ranges, program, variables);
    variables.apply(program.variables);
    Expressions expressions;
    std::vector<ExprId> moved(program.expressions.size(), no_expr);
    for (ExprId id = 0; id < program.expressions.size(); ++id) {
        if (!nodes.kept(id)) continue;
        Expression node = program.expressions[id];
        if (node.op == Op::load || node.op == Op::element) node.variable = variables[node.variable];
        for (ExprId* const operand : {&node.a, &node.b, &node.c})
            if (*operand != no_expr) *operand = moved[*operand];
        moved[id] = expressions.add(node);
    }
    program.expressions = std::move(expressions);
    const auto move = [&](ExprId& id) { id = moved[id]; };
    for (Step& step : program.steps) {
        for_each_expression(step, move);
        for (Assignment& assignment : step.assignments) assignment.variable = variables[assignment.variable];
    }
    for_each_condition(program, move);
}

void cut(Program& program, Ranges* ranges) {
    cut_steps(program, ranges);
    cut_data(program, ranges);
}

}  // namespace

// Tasks, frames, faults, invariants and locks stay, with their numbers: that a fault has no steps any more, or that an invariant never finds
// its subject, is something to report.
Program cut_unreachable(Program program) {
    cut(program, nullptr);
    return program;
}

void cut_unreachable(Program& program, Ranges& ranges) { cut(program, &ranges); }

}  // namespace mmapck::program
