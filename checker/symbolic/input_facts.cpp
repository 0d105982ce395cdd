// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/input_facts.h"

#include "model/program/live_cells.h"
#include "model/program/step_expressions.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

void find_live(InputFacts& facts) {
    std::vector<bool> everywhere(facts.cells.size());
    for (CellId cell = 0; cell < everywhere.size(); ++cell) everywhere[cell] = facts.cells.owner(cell) == shared;
    facts.live.assign(facts.program.locations.size(), everywhere);
    const std::vector<std::vector<CellId>> live = live_cells(facts.program, facts.cells);
    for (LocationId at = 0; at < live.size(); ++at)
        for (const CellId cell : live[at]) facts.live[at][cell] = true;
}

void find_changes(InputFacts& facts) {
    const Program& program = facts.program;
    facts.changes.assign(facts.cells.size(), false);
    facts.dangles.assign(facts.cells.size(), false);
    std::vector<bool> freed(program.tables.size());
    for (const Step& step : program.steps) {
        if (!runs_with_others(program.tasks[program.locations[step.from].task])) continue;
        for (const Assignment& assignment : step.assignments) {
            const CellId one = facts.cells.element(assignment.variable, assignment.index), first = facts.cells.first(assignment.variable);
            for (CellId cell = first; cell < first + program.variables[assignment.variable].count; ++cell)
                if (one == none || one == cell) facts.changes[cell] = true;
        }
        for (const Free& free : step.frees) freed[free.table] = true;
    }
    for (CellId cell = 0; cell < facts.cells.size(); ++cell) {
        const TableId table = program.types[program.variables[facts.cells.variable(cell)].type].table;
        if (table != none && freed[table]) facts.changes[cell] = facts.dangles[cell] = true;
    }
}

void find_reads(InputFacts& facts) {
    facts.reads_open.assign(facts.program.locations.size(), false);
    std::vector<std::vector<LocationId>> before(facts.program.locations.size());
    std::vector<LocationId> todo;
    NodeWalk walk(facts.program.expressions);
    for (const Step& step : facts.program.steps) {
        before[step.to].push_back(step.from);
        bool reads = false;
        walk.restart();
        for_each_expression(step, [&](ExprId root) {
            walk(root, [&](const Expression& node) { reads |= node.op == Op::load && facts.is_open[facts.cells.first(node.variable)]; });
        });
        if (reads) todo.push_back(step.from);
    }
    while (!todo.empty()) {
        const LocationId at = todo.back();
        todo.pop_back();
        if (facts.reads_open[at]) continue;
        facts.reads_open[at] = true;
        todo.insert(todo.end(), before[at].begin(), before[at].end());
    }
}

}  // namespace

bool runs_with_others(const Task& task) { return task.kind == TaskKind::normal || task.kind == TaskKind::daemon; }

InputFacts::InputFacts(const Program& of, const std::vector<OpenVariable>& variables) : program(of), open(variables), cells(of), is_open(cells.size()) {
    for (const OpenVariable& variable : open) is_open[cells.first(variable.variable)] = true;
    observed = observed_cells(program, cells);
    find_live(*this);
    find_changes(*this);
    find_reads(*this);
}

}  // namespace mmapck::checker::symbolic
