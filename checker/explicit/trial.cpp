// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/trial.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::uint64_t max_values = 4096;

}  // namespace

Trial::Trial(const Program& program, const Cells& cells, const std::vector<Interval>& worth, ExprId expression)
    : program_(program), cells_(cells), worth_(worth), expression_(expression) {
    std::vector<ExprId> open{expression};
    while (possible_ && !open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (worth[id].single()) continue;
        const Expression& node = program.expressions[id];
        if (node.op == Op::choice) possible_ = false;
        else if (node.op == Op::load || node.op == Op::element) possible_ = note(node);
        else for (const ExprId operand : {node.a, node.b, node.c})
            if (operand != no_expr) open.push_back(operand);
    }
}

/// False if it is not known which cell is read, if frees change it, or if there are too many values.
bool Trial::note(const Expression& node) {
    if (program_.types[program_.variables[node.variable].type].table != none) return false;
    const Interval index = node.op == Op::load ? Interval::of(0) : worth_[node.a];
    if (!index.single() || index.low < 0 || index.low >= program_.variables[node.variable].count) return false;
    if (place(node.variable, index.low) != tried_.size()) return true;
    tried_.push_back(cells_.number(node.variable, static_cast<std::uint32_t>(index.low)));
    const Interval values = cells_.all[tried_.back()].values;
    if (values.low < -static_cast<std::int64_t>(max_values) || values.high > static_cast<std::int64_t>(max_values)) return false;
    combinations_ *= static_cast<std::uint64_t>(values.high - values.low + 1);
    return combinations_ <= max_values;
}

/// Where in tried_ a cell is; its size if nowhere.
std::size_t Trial::place(VarId variable, std::int64_t index) const {
    return static_cast<std::size_t>(std::find(tried_.begin(), tried_.end(), cells_.number(variable, static_cast<std::uint32_t>(index))) - tried_.begin());
}

Interval Trial::indices(const Assignment& assignment) const {
    if (assignment.index == no_expr) return Interval::of(0);
    return meet(worth_[assignment.index], {0, static_cast<std::int64_t>(program_.variables[assignment.variable].count) - 1});
}

bool Trial::written_by(const Step& step) const {
    return std::any_of(step.assignments.begin(), step.assignments.end(), [&](const Assignment& assignment) {
        const Interval range = indices(assignment);
        for (std::int64_t i = range.low; i <= range.high; ++i)
            if (place(assignment.variable, i) != tried_.size()) return true;
        return false;
    });
}

bool Trial::keeps(const Step& step, const std::function<bool(std::int64_t, std::int64_t)>& alike, const std::function<bool(std::int64_t)>& possible) {
    for (std::uint64_t number = 0; number < combinations_; ++number) {
        set(number);
        if (possible && !possible(values_.front())) continue;
        if (!keeps_now(step, alike)) return false;
    }
    return true;
}

void Trial::set(std::uint64_t number) {
    values_.clear();
    for (const std::uint32_t cell : tried_) {
        const Interval values = cells_.all[cell].values;
        const auto size = static_cast<std::uint64_t>(values.high - values.low + 1);
        values_.push_back(values.low + static_cast<std::int64_t>(number % size));
        number /= size;
    }
}

bool Trial::keeps_now(const Step& step, const std::function<bool(std::int64_t, std::int64_t)>& alike) {
    if (step.guard != no_expr && value(step.guard) == 0) return true;
    for (const Check& check : step.checks)
        if (value(check.condition) == 0) return true;  // the run ends
    const Value before = value(expression_);
    std::vector<std::int64_t> after = values_;
    for (const Assignment& assignment : step.assignments)
        if (!store(assignment, after)) return false;
    values_.swap(after);
    const Value then = value(expression_);
    values_.swap(after);
    return before && then && alike(*before, *then);
}

/// False if it depends on other cells.
bool Trial::store(const Assignment& assignment, std::vector<std::int64_t>& values) const {
    const Interval range = indices(assignment);
    for (std::int64_t i = range.low; i <= range.high; ++i) {
        const std::size_t at = place(assignment.variable, i);
        if (at == tried_.size()) continue;
        const Value stored = value(assignment.value);
        if (!range.single() || !stored) return false;
        values[at] = *stored;
    }
    return true;
}

/// Nothing if it depends on other cells.
Trial::Value Trial::value(ExprId id) const {
    const Expression& node = program_.expressions[id];
    if (worth_[id].single()) return worth_[id].low;
    if (node.op == Op::choice) return std::nullopt;
    if (node.op == Op::load || node.op == Op::element) return loaded(node);
    Value operands[3] = {0, 0, 0};
    bool known = true;
    const ExprId ids[3] = {node.a, node.b, node.c};
    for (int i = 0; i < arity(node.op); ++i) {
        operands[i] = value(ids[i]);
        known &= operands[i].has_value();
        if (node.op == Op::logic_and && operands[i] == 0) return 0;
    }
    if (!known) return std::nullopt;
    return program::apply(node.op, node.value, *operands[0], *operands[1], *operands[2]);
}

Trial::Value Trial::loaded(const Expression& node) const {
    const Interval index = node.op == Op::load ? Interval::of(0) : worth_[node.a];
    if (!index.single() || index.low < 0 || index.low >= program_.variables[node.variable].count) return std::nullopt;
    const std::size_t at = place(node.variable, index.low);
    return at == tried_.size() ? std::nullopt : Value(values_[at]);
}

}  // namespace mmapck::checker::explicit_
