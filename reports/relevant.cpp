// SPDX-License-Identifier: Apache-2.0
#include "reports/relevant.h"

#include <algorithm>
#include <set>

#include "model/program/step_expressions.h"

namespace mmapck::reports {

using namespace program;
using checker::Violation;
using checker::replay::Entry;
using checker::replay::Run;

namespace {

struct Reads {
    std::set<TableId> tables;  ///< whose fields are read
    bool lock_counts = false;  ///< how many locks each task holds
};

Reads reads_of(const Program& program, ExprId root) {
    Reads reads;
    NodeWalk(program.expressions)(root, [&](const Expression& expression) {
        if (expression.op == Op::load || expression.op == Op::element) {
            const Variable& variable = program.variables[expression.variable];
            reads.tables.insert(variable.table);
            reads.lock_counts |= variable.name == "mmapck_locks_held";
        }
    });
    return reads;
}

bool by_task(const Entry& entry, TaskId task) { return task == none || entry.task == task; }

bool is_relevant(const Program& program, const Violation& violation, const Reads& reads, bool in_primitive,
                 const Entry& entry) {
    const bool lock = entry.kind == EventKind::acquire;
    if (violation.invariant != none) {
        const TaskId task = program.invariants[violation.invariant].task;
        return (reads.tables.count(entry.table) != 0 || (lock && reads.lock_counts)) && by_task(entry, task);
    }
    if (violation.kind == kind::deadlock) {
        return lock;
    }
    return lock && by_task(entry, violation.task) &&
           (violation.kind == kind::lock_held_at_return || violation.kind == kind::lock_order || in_primitive || reads.lock_counts);
}

/// What the violated condition reads: the invariant's, or that of the check which the last step did not pass.
Reads reads_of(const Program& program, const Violation& violation, const Run& run) {
    if (violation.invariant != none) return reads_of(program, program.invariants[violation.invariant].condition);
    if (!violation.within_step || run.steps.empty()) return {};
    for (const Check& check : program.steps[run.steps.back().taken.step].checks)
        if (check.kind == violation.kind) return reads_of(program, check.condition);
    return {};
}

/// Whether the run ends inside a primitive, as with a lock that is taken twice.
bool ends_in_primitive(const Program& program, const Run& run) {
    if (run.steps.empty()) {
        return false;
    }
    const Step& step = program.steps[run.steps.back().taken.step];
    return checker::replay::place(program, step).frame != program.locations[step.from].frame;
}

}  // namespace

std::vector<Entry> relevant_entries(const Program& program, const Violation& violation, const Run& run) {
    const Reads reads = reads_of(program, violation, run);
    const bool in_primitive = ends_in_primitive(program, run);
    std::vector<Entry> relevant;
    for (const Entry& entry : checker::replay::ledger_at_end(program, run).entries) {
        if (!entry.freed && is_relevant(program, violation, reads, in_primitive, entry)) {
            relevant.push_back(entry);
        }
    }
    std::reverse(relevant.begin(), relevant.end());
    return relevant;
}

bool counts_locks(const Program& program, const Violation& violation, const Run& run) {
    return violation.invariant == none && reads_of(program, violation, run).lock_counts;
}

}  // namespace mmapck::reports
