// SPDX-License-Identifier: Apache-2.0
#include "checker/export/step_code.h"

#include <algorithm>
#include <limits>

#include "checker/export/names.h"

namespace mmapck::checker::exports {

using namespace program;

namespace {

/// A relation between two texts that are numbers already.
std::string compare(const Dialect& dialect, Op op, const std::string& a, const std::string& b) {
    return dialect.apply({.op = op}, a, b, "");
}

std::string both(const Dialect& dialect, const std::string& a, const std::string& b) {
    return dialect.apply({.op = Op::logic_and}, a, b, "");
}

void declare(Body& body, const std::string& name) {
    if (std::find(body.variables.begin(), body.variables.end(), name) == body.variables.end()) body.variables.push_back(name);
}

void start(Body& body, Terms& terms, const std::vector<ExprId>& roots) {
    terms.begin(roots);
    for (std::size_t i = 0; i < terms.temporaries(); ++i) declare(body, "t" + std::to_string(i));
    body.statements.insert(body.statements.end(), terms.statements().begin(), terms.statements().end());
}

std::string keep(Body& body, const Dialect& dialect, const std::string& name, const std::string& value) {
    declare(body, name);
    body.statements.push_back(dialect.assign(name, value));
    return name;
}

/// That a number lies between low and high; empty if every 64-bit number does.
std::string in_range(const Dialect& dialect, const std::string& value, std::int64_t low, std::int64_t high) {
    using Limits = std::numeric_limits<std::int64_t>;
    const std::string above = low == Limits::min() ? "" : compare(dialect, Op::less_equal, dialect.constant(low), value);
    const std::string below = high == Limits::max() ? "" : compare(dialect, Op::less_equal, value, dialect.constant(high));
    return above.empty() ? below : below.empty() ? above : both(dialect, above, below);
}

/// A constant between low and high: it needs neither a name nor a check.
bool is_constant(const Program& program, ExprId id, std::int64_t low, std::int64_t high) {
    const Expression& node = program.expressions[id];
    return node.op == Op::constant && low <= node.value && node.value <= high;
}

/// Indices and values first: all are those before the step.
void assign(Body& body, const Program& program, const Step& step, Terms& terms, const Dialect& dialect) {
    struct Store {
        VarId variable;
        std::string index, value;
    };
    std::vector<Store> stores;
    for (const Assignment& assignment : step.assignments) {
        const Variable& variable = program.variables[assignment.variable];
        const std::string number = std::to_string(stores.size());
        Store store{assignment.variable, "", terms.number(assignment.value)};
        const bool fits = is_constant(program, assignment.value, variable.low, variable.high);
        if (!fits) store.value = keep(body, dialect, "value" + number, store.value);
        if (assignment.index != no_expr) {
            const std::int64_t last = std::int64_t(variable.count) - 1;
            store.index = terms.number(assignment.index);
            if (!is_constant(program, assignment.index, 0, last)) {
                store.index = keep(body, dialect, "index" + number, store.index);
                body.statements.push_back(dialect.check(in_range(dialect, store.index, 0, last), "out-of-bounds: " + harmless(variable.name)));
            }
        }
        const std::string within = fits ? "" : in_range(dialect, store.value, variable.low, variable.high);
        if (!within.empty()) body.statements.push_back(dialect.check(within, "domain: " + harmless(variable.name)));
        stores.push_back(std::move(store));
    }
    for (const Store& store : stores) body.statements.push_back(dialect.store(store.variable, store.index, store.value));
}

void make_dangle(Body& body, const Program& program, TableId table, const std::string& object, const Dialect& dialect) {
    const auto instances = std::int64_t(program.tables[table].instances.size());
    for (VarId id = 0; id < program.variables.size(); ++id)
        if (program.types[program.variables[id].type].table == table)
            body.statements.push_back(dialect.make_dangle(id, object, instances));
}

/// The invariants of a task that returns, of the state after the step.
void check_return(Body& body, const Program& program, const Step& step, Terms& terms, const Dialect& dialect) {
    if (step.kind != StepKind::system_return) return;
    for (std::size_t i = 0; i < program.invariants.size(); ++i) {
        const Invariant& invariant = program.invariants[i];
        if (invariant.moment != Moment::at_return || invariant.task != program.locations[step.from].task) continue;
        start(body, terms, {invariant.condition});
        body.statements.push_back(dialect.check(terms.truth(invariant.condition), harmless(invariant.name)));
    }
}

}  // namespace

bool one_way(const Step& step) { return step.guard == no_expr && step.choice_low == no_expr; }

Body step_body(const Program& program, const Step& step, const std::string& place, Terms& terms, const Dialect& dialect) {
    Body body;
    std::vector<ExprId> roots;
    for (const Check& check : step.checks) roots.push_back(check.condition);
    roots.push_back(step.assumption);
    for (const Assignment& assignment : step.assignments) {
        roots.push_back(assignment.index);
        roots.push_back(assignment.value);
    }
    for (const Free& free : step.frees) roots.push_back(free.object);
    start(body, terms, roots);
    for (const Check& check : step.checks)
        body.statements.push_back(dialect.check(terms.truth(check.condition), harmless(check.kind + ": " + check.words)));
    if (step.assumption != no_expr) body.statements.push_back(dialect.assume(terms.truth(step.assumption)));
    std::vector<std::string> freed;
    for (const Free& free : step.frees)
        freed.push_back(keep(body, dialect, "freed" + std::to_string(freed.size()), terms.number(free.object)));
    assign(body, program, step, terms, dialect);
    for (std::size_t i = 0; i < freed.size(); ++i) make_dangle(body, program, step.frees[i].table, freed[i], dialect);
    body.statements.push_back(dialect.assign(place, std::to_string(step.to)));
    check_return(body, program, step, terms, dialect);
    return body;
}

ExprId deciding_guard(const Program& program, LocationId at) {
    const std::vector<StepId>& steps = program.locations[at].steps;
    if (steps.size() != 2) return no_expr;
    const Step& first = program.steps[steps[0]];
    const Step& second = program.steps[steps[1]];
    if (first.guard == no_expr || second.guard == no_expr || first.choice_low != no_expr || second.choice_low != no_expr) return no_expr;
    const Expression& a = program.expressions[first.guard];
    const Expression& b = program.expressions[second.guard];
    const auto ops = [&](Op x, Op y) { return (a.op == x && b.op == y) || (a.op == y && b.op == x); };
    const bool negated = (a.op == Op::logic_not && a.a == second.guard) || (b.op == Op::logic_not && b.a == first.guard);
    const bool opposite = (ops(Op::equal, Op::not_equal) && a.a == b.a && a.b == b.b) || (ops(Op::less, Op::less_equal) && a.a == b.b && a.b == b.a);
    return negated || opposite ? first.guard : no_expr;
}

Body truth_body(ExprId condition, Terms& terms, std::string& truth) {
    Body body;
    start(body, terms, {condition});
    truth = terms.truth(condition);
    return body;
}

Body ways_body(const Program& program, LocationId at, Terms& terms, const Dialect& dialect, std::string& sum) {
    Body body;
    sum.clear();
    const std::vector<StepId>& steps = program.locations[at].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = program.steps[steps[i]];
        start(body, terms, {step.guard, step.choice_low, step.choice_high});
        std::string ways = dialect.constant(1);
        if (step.choice_low != no_expr) {
            const std::string low = keep(body, dialect, "low" + std::to_string(i), terms.number(step.choice_low));
            const std::string high = keep(body, dialect, "high", terms.number(step.choice_high));
            const std::string width = dialect.apply({.op = Op::add}, dialect.apply({.op = Op::subtract}, high, low, ""), dialect.constant(1), "");
            ways = dialect.apply({.op = Op::conditional}, compare(dialect, Op::less_equal, low, high), width, dialect.constant(0));
        }
        if (step.guard != no_expr) ways = dialect.apply({.op = Op::conditional}, terms.truth(step.guard), ways, dialect.constant(0));
        const std::string name = keep(body, dialect, "n" + std::to_string(i), ways);
        sum += (sum.empty() ? "" : " + ") + name;
    }
    return body;
}

Body value_body(ExprId expression, Terms& terms, const Dialect& dialect) {
    Body body;
    start(body, terms, {expression});
    body.statements.push_back(dialect.assign("result", terms.number(expression)));
    return body;
}

}  // namespace mmapck::checker::exports
