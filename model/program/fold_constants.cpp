// SPDX-License-Identifier: Apache-2.0
#include "model/program/passes.h"
#include "model/program/passes_with_ranges.h"
#include "model/program/simplify.h"
#include "model/program/step_expressions.h"

namespace mmapck::program {
namespace {

// Every expression is replaced by one that has the same value in all states in which a run evaluates it, so runs stay step for step
// as they are. Steps that no run takes stay, with a guard of 0, until cut_unreachable.
class ConstantFolding {
  public:
    ConstantFolding(Program& program, const Ranges& ranges)
        : program_(program), cells_(program), ranges_(ranges),
          evaluator_(program, cells_, ranges_.cells), simplifier_(program.expressions, folded_) {}

    void run() {
        for (Step& step : program_.steps)
            if (!ranges_.reached[step.from] || !fold(step)) disable(step);
        evaluator_.begin({});
        simplifier_.facts_changed();
        for_each_condition(program_, [&](ExprId& id) { simplify(id); });
        program_.expressions = std::move(folded_);
    }

  private:
    void simplify(ExprId& id) {
        if (id != no_expr) id = simplifier_(id, evaluator_);
    }

    /// False if the condition cannot hold. A condition that always holds becomes no_expr.
    bool simplify_condition(ExprId& id) {
        const ExprId condition = id;
        id = evaluator_(condition).never_zero() ? no_expr : simplifier_.condition(condition, evaluator_);
        const bool possible = evaluator_.assume(condition, true);
        simplifier_.facts_changed();
        return possible;
    }

    /// False if no run takes the step, be it to a violation.
    bool fold(Step& step) {
        evaluator_.begin(ranges_.here[step.from]);
        simplifier_.facts_changed();
        Step enabling;
        enabling.guard = step.guard;
        enabling.choice_low = step.choice_low;
        enabling.choice_high = step.choice_high;
        if (step.guard != no_expr && !simplify_condition(step.guard)) return false;
        simplify(step.choice_low);
        simplify(step.choice_high);
        if (!evaluator_.assume_enabled(enabling)) return false;
        simplifier_.facts_changed();
        if (!fold_checks(step)) return true;
        if (step.assumption != no_expr && !simplify_condition(step.assumption)) {
            leave_out_effects(step);
            return !step.checks.empty();
        }
        fold_effects(step);
        return true;
    }

    /// False if one of the checks fails whenever it is evaluated: what comes after it does not matter.
    bool fold_checks(Step& step) {
        std::vector<Check> checks = std::move(step.checks);
        step.checks.clear();
        for (Check& check : checks) {
            const bool possible = simplify_condition(check.condition);
            if (check.condition != no_expr) step.checks.push_back(std::move(check));
            if (possible) continue;
            step.assumption = no_expr;
            leave_out_effects(step);
            return false;
        }
        return true;
    }

    static void leave_out_effects(Step& step) {
        step.assignments.clear();
        step.frees.clear();
        step.events.clear();
        step.result = no_expr;
    }

    void fold_effects(Step& step) {
        const std::vector<Assignment> all = step.assignments;
        std::erase_if(step.assignments, [&](const Assignment& assignment) { return stores_nothing_new(all, assignment); });
        std::erase_if(step.frees, [&](const Free& free) { return frees_nothing(free); });
        for (Assignment& assignment : step.assignments) {
            simplify(assignment.index);
            simplify(assignment.value);
        }
        for (Free& free : step.frees) simplify(free.object);
        for (Event& event : step.events) {
            simplify(event.object);
            simplify(event.detail);
        }
        simplify(step.result);
    }

    /// True for the only assignment of a step to a variable if it stores what the cell holds anyway.
    bool stores_nothing_new(const std::vector<Assignment>& all, const Assignment& assignment) {
        const auto to_same = [&](const Assignment& other) { return other.variable == assignment.variable; };
        if (std::ranges::count_if(all, to_same) != 1) return false;
        const RangeEvaluator::Target target = evaluator_.target(assignment);
        if (target.outside || target.empty() || !target.single()) return false;
        const Interval now = evaluator_.cell(target.first);
        return now.single() && evaluator_(assignment.value) == now;
    }

    bool frees_nothing(const Free& free) {
        const auto instances = static_cast<std::int64_t>(program_.tables[free.table].instances.size());
        return meet(evaluator_(free.object), {1, instances}).empty();
    }

    void disable(Step& step) {
        leave_out_effects(step);
        step.checks.clear();
        step.assumption = no_expr;
        step.choice_low = step.choice_high = no_expr;
        step.guard = folded_.constant(0);
    }

    Program& program_;
    Cells cells_;
    const Ranges& ranges_;
    Expressions folded_;
    RangeEvaluator evaluator_;
    Simplifier simplifier_;
};

}  // namespace

void fold_constants(Program& program, const Ranges& ranges) { ConstantFolding(program, ranges).run(); }

Program fold_constants(Program program) {
    fold_constants(program, analyse_ranges(program));
    return program;
}

}  // namespace mmapck::program
