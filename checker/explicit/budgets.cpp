// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/budgets.h"

#include <algorithm>
#include <map>

#include "checker/explicit/conditions.h"
#include "model/program/step_expressions.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

constexpr int max_steps = 64;  // from the question to where it goes on

/// Decides whether a cell is a budget.
class BudgetTest {
  public:
    BudgetTest(const Model& model, std::uint32_t cell)
        : model_(model), program_(model.program), cell_(cell), entered_by_(program_.locations.size()), allowed_(program_.steps.size()) {
        for (StepId id = 0; id < program_.steps.size(); ++id) entered_by_[program_.steps[id].to].push_back(id);
    }

    bool run() {
        for (LocationId location = 0; location < program_.locations.size(); ++location)
            if (asks(location) && !follow(location)) return false;
        return !questions.empty() && nothing_else();
    }

    std::vector<std::pair<StepId, StepId>> questions;  ///< steps where it is used up and where it is left

  private:
    using Facts = std::map<std::uint32_t, std::int64_t>;  // own cells written since the question

    /// Whether the ways out of a location are that the cell is 0 and that it is not.
    bool asks(LocationId location) {
        const std::vector<StepId>& steps = program_.locations[location].steps;
        if (steps.size() != 2) return false;
        std::optional<StepId> used_up, left;
        for (const StepId id : steps) {
            const Step& step = program_.steps[id];
            if (step.guard == no_expr || !only_moves_on(step) || !step.assignments.empty()) return false;
            const std::optional<Condition> condition = condition_on_one_cell(program_, model_.cells, model_.worth, step.guard);
            if (!condition || condition->cell != cell_) return false;
            const Interval values = model_.cells.all[cell_].values;
            bool if_zero = true, if_more = true;
            for (std::int64_t value = values.low; value <= values.high; ++value) {
                if_zero &= condition->holds(value) == (value == 0);
                if_more &= condition->holds(value) == (value != 0);
            }
            if (if_zero) used_up = id;
            if (if_more) left = id;
        }
        if (!used_up || !left) return false;
        questions.emplace_back(*used_up, *left);
        allowed_[*used_up] = allowed_[*left] = true;
        return true;
    }

    static bool only_moves_on(const Step& step) {
        const bool plain = step.kind == StepKind::plain || step.kind == StepKind::branch || step.kind == StepKind::call || step.kind == StepKind::result || step.kind == StepKind::choice;
        return plain && step.checks.empty() && step.assumption == no_expr && step.frees.empty() && step.events.empty();
    }

    /// Whether each choice after the question goes on where it does if the cell is 0, with the same effect, or takes from the cell; and one goes on.
    bool follow(LocationId location) {
        const Step& left = program_.steps[questions.back().second];
        goes_on_ = program_.steps[questions.back().first].to;
        const LocationId at = left.to;
        if (program_.locations[location].task != program_.locations[at].task || !inside(at) || program_.locations[at].steps.size() != 1) return false;
        const Step& choice = program_.steps[program_.locations[at].steps.front()];
        if (choice.choice_low == no_expr || choice.guard != no_expr || !only_moves_on(choice)) return false;
        const Interval low = model_.worth[choice.choice_low], high = model_.worth[choice.choice_high];
        if (!low.single() || !high.single() || high.low - low.low > max_steps) return false;
        bool some = false;
        for (std::int64_t value = low.low; value <= high.low; ++value) {
            Facts facts;
            if (!store(choice, facts, value)) return false;
            const std::optional<bool> went_on = walk(choice.to, std::move(facts));
            if (!went_on) return false;
            some |= *went_on;
        }
        return some;
    }

    /// Within the move, and only to be reached from the question.
    bool inside(LocationId location) const {
        return !program_.locations[location].interruptible && !program_.locations[location].final && entered_by_[location].size() == 1;
    }

    /// True: goes on; false: takes from the cell; nothing: it does something else.
    std::optional<bool> walk(LocationId at, Facts facts) {
        for (int count = 0; count < max_steps; ++count) {
            if (at == goes_on_) return dead(facts) ? std::optional(true) : std::nullopt;
            if (!inside(at)) return std::nullopt;
            const Step* taken = nullptr;
            for (const StepId id : program_.locations[at].steps) {
                const Step& step = program_.steps[id];
                const std::optional<std::int64_t> guard = step.guard == no_expr ? 1 : value(step.guard, facts, std::nullopt);
                if (!guard) return std::nullopt;
                if (*guard == 0) continue;
                if (taken != nullptr || !only_moves_on(step)) return std::nullopt;
                taken = &step;
                if (takes(step)) {
                    allowed_[id] = true;
                    return false;
                }
            }
            if (taken == nullptr || taken->choice_low != no_expr || !store(*taken, facts, std::nullopt)) return std::nullopt;
            at = taken->to;
        }
        return std::nullopt;
    }

    /// Whether the step does nothing but lower the cell by 1.
    bool takes(const Step& step) const {
        if (step.assignments.size() != 1 || step.choice_low != no_expr) return false;
        const Assignment& assignment = step.assignments.front();
        if (assignment.variable != model_.cells.all[cell_].variable || assignment.index != no_expr) return false;
        const Expression& node = program_.expressions[assignment.value];
        if (node.op != Op::add && node.op != Op::subtract) return false;
        const Expression& load = program_.expressions[node.a];
        const Interval by = model_.worth[node.b];
        return load.op == Op::load && load.variable == assignment.variable && by.single() && by.low == (node.op == Op::add ? -1 : 1);
    }

    /// What was written matters to nobody where it goes on.
    bool dead(const Facts& facts) const {
        if (model_.live.empty()) return facts.empty();
        const std::vector<std::uint32_t>& live = model_.live[goes_on_];
        return std::none_of(facts.begin(), facts.end(), [&](const auto& fact) { return std::binary_search(live.begin(), live.end(), fact.first); });
    }

    bool store(const Step& step, Facts& facts, std::optional<std::int64_t> choice) const {
        for (const Assignment& assignment : step.assignments) {
            const std::uint32_t cell = model_.cells.number(assignment.variable, 0);
            const std::optional<std::int64_t> stored = value(assignment.value, facts, choice);
            if (assignment.index != no_expr || model_.cells.all[cell].owner == shared || !stored) return false;
            if (!model_.cells.all[cell].values.contains(*stored)) return false;
            facts[cell] = *stored;
        }
        return step.assignments.size() <= 1;  // several are simultaneous
    }

    std::optional<std::int64_t> value(ExprId id, const Facts& facts, std::optional<std::int64_t> choice) const {
        const Expression& node = program_.expressions[id];
        if (node.op == Op::choice) return choice;
        if (node.op == Op::constant) return node.value;
        if (node.op == Op::element) return std::nullopt;
        if (node.op == Op::load) {
            const auto fact = facts.find(model_.cells.number(node.variable, 0));
            return fact == facts.end() ? std::nullopt : std::optional(fact->second);
        }
        std::int64_t operands[3] = {0, 0, 0};
        const ExprId ids[3] = {node.a, node.b, node.c};
        for (int i = 0; i < arity(node.op); ++i) {
            const std::optional<std::int64_t> operand = value(ids[i], facts, choice);
            if (!operand) return std::nullopt;
            operands[i] = *operand;
        }
        return program::apply(node.op, node.value, operands[0], operands[1], operands[2]);
    }

    /// Whether no other step and no condition reads the cell, and no other step writes it.
    bool nothing_else() const {
        std::vector<bool> reads(model_.cells.size());
        for_each_condition(program_, [&](ExprId root) { mark_reads(program_, model_.cells, model_.worth, root, reads); });
        for (StepId id = 0; id < program_.steps.size(); ++id) {
            if (allowed_[id]) continue;
            for_each_expression(program_.steps[id], [&](ExprId root) { mark_reads(program_, model_.cells, model_.worth, root, reads); });
            for (const Assignment& assignment : program_.steps[id].assignments)
                if (assignment.variable == model_.cells.all[cell_].variable) return false;
        }
        return !reads[cell_];
    }

    const Model& model_;
    const Program& program_;
    const std::uint32_t cell_;
    std::vector<std::vector<StepId>> entered_by_;  // by location
    std::vector<bool> allowed_;                    // by step
    LocationId goes_on_ = 0;                       // where it does if the cell is 0
};

}  // namespace

Budgets::Budgets(const Model& model) : model_(model), is_budget_(model.cells.size()) {
    std::vector<bool> lowered(model.program.variables.size()), other(model.program.variables.size());
    for (const Step& step : model.program.steps)
        for (const Assignment& assignment : step.assignments) {
            const Expression& node = model.program.expressions[assignment.value];
            const bool by_one = (node.op == Op::add || node.op == Op::subtract) && model.worth[node.b].single();
            (by_one ? lowered : other)[assignment.variable] = true;
        }
    for (VarId variable = 0; variable < lowered.size(); ++variable) {
        const std::uint32_t cell = model.cells.number(variable, 0);
        if (!lowered[variable] || other[variable] || model.program.variables[variable].count != 1) continue;
        const Cell& counter = model.cells.all[cell];
        if (counter.owner == shared && counter.values.low == 0 && counter.values.high < 64 && model.layout.shared_field(cell) != Layout::no_number) find(cell);
    }
}

void Budgets::find(std::uint32_t cell) {
    BudgetTest test(model_, cell);
    if (!test.run()) return;
    is_budget_[cell] = true;
    asks_.resize(model_.program.steps.size());
    for (const auto& [used_up, left] : test.questions) {
        questions_.push_back({used_up, left});
        asks_[used_up] = asks_[left] = true;
    }
    const Field& field = model_.layout.shared()[model_.layout.shared_field(cell)];
    fields_.push_back({field.word, field.mask() << field.shift});
}

void Budgets::complete(std::vector<bool>& steps_taken) const {
    for (const Question& question : questions_)
        if (steps_taken[question.left]) steps_taken[question.used_up] = true;
}

bool Budgets::kept(const Word* before, const Word* after) const {
    return std::all_of(fields_.begin(), fields_.end(), [&](const Mask& mask) { return ((before[mask.word] ^ after[mask.word]) & mask.bits) == 0; });
}

}  // namespace mmapck::checker::explicit_
