// SPDX-License-Identifier: Apache-2.0
#include "reports/causal_past.h"

#include <set>

#include "checker/replay/replay.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Interpreter;
using checker::replay::State;

namespace {

using Cells = std::set<std::size_t>;

/// Adds the cells that an expression reads in a state.
void add_reads(Interpreter& interpreter, const State& state, std::int64_t choice, ExprId root, Cells& cells) {
    std::vector<ExprId> open{root};
    std::set<ExprId> seen;
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (id == no_expr || !seen.insert(id).second) {
            continue;
        }
        const Expression& expression = interpreter.program().expressions[id];
        open.insert(open.end(), {expression.a, expression.b, expression.c});
        const std::int64_t index = expression.op == Op::element ? interpreter.evaluate(expression.a, state, choice) : 0;
        const bool is_read = expression.op == Op::load || expression.op == Op::element;
        if (is_read && index >= 0 && index < std::int64_t(interpreter.program().variables[expression.variable].count)) {
            cells.insert(interpreter.cell(expression.variable, static_cast<std::uint32_t>(index)));
        }
    }
}

Cells reads_of(Interpreter& interpreter, const State& state, const Step& step, std::int64_t choice) {
    Cells cells;
    const auto add = [&](ExprId expression) { add_reads(interpreter, state, choice, expression, cells); };
    for (const ExprId expression : {step.guard, step.choice_low, step.choice_high, step.assumption, step.result}) add(expression);
    for (const Check& check : step.checks) add(check.condition);
    for (const Assignment& assignment : step.assignments) {
        add(assignment.index);
        add(assignment.value);
    }
    for (const Free& free : step.frees) add(free.object);
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
    State state = interpreter.initial();
    std::vector<Access> accesses;
    for (const checker::Taken& taken : counterexample.trace.steps) {
        const Step& step = program.steps[taken.step];
        Access access{program.locations[step.from].task, reads_of(interpreter, state, step, taken.choice), {}};
        for (const checker::replay::Change& change : interpreter.take(state, taken.step, taken.choice).changes) access.writes.insert(interpreter.cell(change.variable, change.cell));
        accesses.push_back(std::move(access));
    }
    const checker::Violation& violation = counterexample.violation;
    Cells needed;
    if (violation.invariant != none) add_reads(interpreter, state, 0, program.invariants[violation.invariant].condition, needed);
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
