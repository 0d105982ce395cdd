// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/cells.h"

#include <algorithm>

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
void widen_by_frees(Cell& cell, std::int64_t instances) {
    const std::int64_t least = std::max<std::int64_t>(cell.low, 1);
    const std::int64_t greatest = std::min(cell.high, instances);
    if (least > greatest) return;
    cell.high = std::max(cell.high, greatest + instances);
}

}  // namespace

Cells::Cells(const Program& program) {
    const std::vector<bool> freed = freed_tables(program);
    for (VarId id = 0; id < program.variables.size(); ++id) {
        const Variable& variable = program.variables[id];
        const TableId table = program.types[variable.type].table;
        first.push_back(static_cast<std::uint32_t>(all.size()));
        for (std::uint32_t index = 0; index < variable.count; ++index) {
            Cell cell{id, index, variable.owner_of(index), variable.low, variable.high, variable.initial_of(index)};
            if (table != none && freed[table])
                widen_by_frees(cell, static_cast<std::int64_t>(program.tables[table].instances.size()));
            all.push_back(cell);
        }
    }
}

void mark_reads(const Program& program, const Cells& cells, ExprId root, std::vector<bool>& reads) {
    std::vector<bool> seen(root + 1);
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (id == no_expr || seen[id]) continue;
        seen[id] = true;
        const Expression& node = program.expressions[id];
        if (node.op == Op::load) reads[cells.number(node.variable, 0)] = true;
        if (node.op == Op::element) {
            const Expression& index = program.expressions[node.a];
            const std::uint32_t count = program.variables[node.variable].count;
            for (std::uint32_t i = 0; i < count; ++i)
                if (index.op != Op::constant || index.value == i) reads[cells.number(node.variable, i)] = true;
        }
        open.insert(open.end(), {node.a, node.b, node.c});
    }
}

}  // namespace mmapck::checker::explicit_
