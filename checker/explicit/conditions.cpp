// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/conditions.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr std::int64_t max_values = 1024;

/// Reads an expression of one cell.
class OneCell {
  public:
    OneCell(const Program& program, const Cells& cells, const std::vector<Interval>& worth) : program_(program), cells_(cells), worth_(worth) {}

    /// False if it reads another cell, or a choice.
    bool find_cell(ExprId id) {
        const Expression& node = program_.expressions[id];
        if (worth_[id].single()) return true;
        if (node.op == Op::choice) return false;
        if (node.op == Op::load || node.op == Op::element) {
            const std::optional<std::uint32_t> read = cell_of(node);
            if (!read || (found_ && *found_ != *read)) return false;
            found_ = read;
            return true;
        }
        for (const ExprId operand : {node.a, node.b, node.c})
            if (operand != no_expr && !find_cell(operand)) return false;
        return true;
    }
    std::optional<std::uint32_t> cell() const { return found_; }

    std::int64_t value(ExprId id, std::int64_t of_cell) const {
        const Expression& node = program_.expressions[id];
        if (worth_[id].single()) return worth_[id].low;
        if (node.op == Op::load || node.op == Op::element) return of_cell;
        const auto operand = [&](ExprId at) { return at == no_expr ? 0 : value(at, of_cell); };
        return program::apply(node.op, node.value, operand(node.a), operand(node.b), operand(node.c));
    }

  private:
    std::optional<std::uint32_t> cell_of(const Expression& node) const {
        if (node.op == Op::load) return cells_.number(node.variable, 0);
        const Interval index = worth_[node.a];
        if (!index.single() || index.low < 0 || index.low >= program_.variables[node.variable].count) return std::nullopt;
        return cells_.number(node.variable, static_cast<std::uint32_t>(index.low));
    }

    const Program& program_;
    const Cells& cells_;
    const std::vector<Interval>& worth_;
    std::optional<std::uint32_t> found_;
};

}  // namespace

std::optional<Condition> condition_on_one_cell(const Program& program, const Cells& cells, const std::vector<Interval>& worth, ExprId root) {
    OneCell reader(program, cells, worth);
    if (!reader.find_cell(root) || !reader.cell()) return std::nullopt;
    Condition condition;
    condition.cell = *reader.cell();
    const Interval values = cells.all[condition.cell].values;
    if (values.low < -max_values || values.high > max_values || values.high - values.low >= max_values) return std::nullopt;
    condition.low = values.low;
    for (std::int64_t value = values.low; value <= values.high; ++value) condition.truth.push_back(reader.value(root, value) != 0);
    return condition;
}

std::vector<ExprId> terms(const Expressions& expressions, ExprId root) {
    std::vector<ExprId> found, open;
    if (root != no_expr) open.push_back(root);
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (expressions[id].op == Op::logic_and) open.insert(open.end(), {expressions[id].b, expressions[id].a});
        else found.push_back(id);
    }
    return found;
}

std::vector<ExprId> common_terms(const Program& program, LocationId location) {
    const std::vector<StepId>& steps = program.locations[location].steps;
    if (steps.empty()) return {};
    std::vector<ExprId> common = terms(program.expressions, program.steps[steps.front()].guard);
    for (const StepId id : steps) {
        const std::vector<ExprId> others = terms(program.expressions, program.steps[id].guard);
        std::erase_if(common, [&](ExprId term) { return std::find(others.begin(), others.end(), term) == others.end(); });
    }
    return common;
}

}  // namespace mmapck::checker::explicit_
