// SPDX-License-Identifier: Apache-2.0
#include "reports/causal_past.h"

#include <set>

#include "checker/replay/replay.h"
#include "model/program/step_expressions.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Interpreter;
using checker::replay::State;

namespace {

using Cells = std::set<std::size_t>;

/// Adds the cells that an expression reads in a state.
void add_reads(Interpreter& interpreter, NodeWalk& walk, const State& state, std::int64_t choice, ExprId root, Cells& cells) {
    walk(root, [&](const Expression& expression) {
        const std::int64_t index = expression.op == Op::element ? interpreter.evaluate(expression.a, state, choice) : 0;
        const bool is_read = expression.op == Op::load || expression.op == Op::element;
        if (is_read && index >= 0 && index < std::int64_t(interpreter.program().variables[expression.variable].count)) {
            cells.insert(interpreter.cell(expression.variable, static_cast<std::uint32_t>(index)));
        }
    });
}

Cells reads_of(Interpreter& interpreter, NodeWalk& walk, const State& state, const Step& step, std::int64_t choice) {
    Cells cells;
    walk.restart();
    for_each_expression(step, [&](ExprId expression) { add_reads(interpreter, walk, state, choice, expression, cells); });
    return cells;
}

struct Access {
    TaskId task = 0;
    Cells reads, writes;
};

bool meet(const Cells& a, const Cells& b) {
    for (const std::size_t cell : a)
        if (b.count(cell) != 0) return true;
    return false;
}

}  // namespace

std::vector<bool> causal_past(const Program& program, const checker::Counterexample& counterexample) {
    Interpreter interpreter(program);
    NodeWalk walk(program.expressions);
    State state = interpreter.initial();
    std::vector<Access> accesses;
    for (const checker::Taken& taken : counterexample.trace.steps) {
        const Step& step = program.steps[taken.step];
        Access access{program.locations[step.from].task, reads_of(interpreter, walk, state, step, taken.choice), {}};
        for (const checker::replay::Change& change : interpreter.take(state, taken.step, taken.choice).changes) access.writes.insert(interpreter.cell(change.variable, change.cell));
        accesses.push_back(std::move(access));
    }
    const checker::Violation& violation = counterexample.violation;
    Cells needed;
    walk.restart();
    if (violation.invariant != none) add_reads(interpreter, walk, state, 0, program.invariants[violation.invariant].condition, needed);
    std::vector<bool> past(accesses.size()), task_in_past(program.tasks.size());
    for (TaskId task = 0; violation.kind == kind::deadlock && task < program.tasks.size(); ++task) task_in_past[task] = !program.locations[state.locations[task]].final;
    for (std::size_t i = accesses.size(); i-- > 0;) {
        const Access& access = accesses[i];
        past[i] = i + 1 == accesses.size() || task_in_past[access.task] || meet(access.writes, needed);
        if (!past[i]) continue;
        task_in_past[access.task] = true;
        for (const std::size_t cell : access.writes) needed.erase(cell);
        needed.insert(access.reads.begin(), access.reads.end());
    }
    return past;
}

}  // namespace mmapck::reports
