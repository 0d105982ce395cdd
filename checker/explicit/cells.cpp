// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/cells.h"

#include <algorithm>

#include "model/program/range_evaluator.h"
#include "model/program/step_expressions.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

/// For each table, whether some step frees its objects.
std::vector<bool> freed_tables(const Program& program) {
    std::vector<bool> freed(program.tables.size());
    for (const Step& step : program.steps)
        for (const Free& free : step.frees) freed[free.table] = true;
    return freed;
}

/// A Free turns object k of n into k + n, whatever the domain says.
void widen_by_frees(Interval& values, std::int64_t instances) {
    const Interval freed = meet(values, {1, instances});
    if (!freed.empty()) values.high = std::max(values.high, freed.high + instances);
}

}  // namespace

Cells::Cells(const Program& program) {
    const std::vector<bool> freed = freed_tables(program);
    for (VarId id = 0; id < program.variables.size(); ++id) {
        const Variable& variable = program.variables[id];
        const TableId table = program.types[variable.type].table;
        first.push_back(static_cast<std::uint32_t>(all.size()));
        for (std::uint32_t index = 0; index < variable.count; ++index) {
            Cell cell{id, index, variable.owner_of(index), {variable.low, variable.high}, variable.initial_of(index)};
            if (!variable.held.empty()) cell.values = variable.held[index];
            else if (table != none && freed[table])
                widen_by_frees(cell.values, static_cast<std::int64_t>(program.tables[table].instances.size()));
            all.push_back(cell);
        }
    }
}

std::vector<Interval> worth(const Program& program, const Cells& cells) {
    std::vector<Interval> values;
    for (const Cell& cell : cells.all) values.push_back(cell.values);
    const program::Cells numbering(program);
    RangeEvaluator evaluator(program, numbering, values);
    evaluator.begin({});
    std::vector<Interval> found;
    for (ExprId id = 0; id < program.expressions.size(); ++id) found.push_back(evaluator(id));  // operands have smaller ids
    return found;
}

void mark_reads(const Program& program, const Cells& cells, const std::vector<Interval>& worth, ExprId root,
                std::vector<bool>& reads) {
    NodeWalk(program.expressions)(root, [&](const Expression& node) {
        if (node.op == Op::load) reads[cells.number(node.variable, 0)] = true;
        if (node.op != Op::element) return;
        const Interval inside{0, static_cast<std::int64_t>(program.variables[node.variable].count) - 1};
        const Interval indices = meet(worth[node.a], inside);
        for (std::int64_t i = indices.low; i <= indices.high; ++i)
            reads[cells.number(node.variable, static_cast<std::uint32_t>(i))] = true;
    });
}

}  // namespace mmapck::checker::explicit_
