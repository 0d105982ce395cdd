// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/program.h"

/// Internal to the passes: every place in a program where an expression stands.
namespace mmapck::program {

/// Calls `visit(ExprId&)` for each expression of a step, in the order in which a run evaluates them.
template <typename AnyStep, typename Visit>
void for_each_expression(AnyStep& step, Visit&& visit) {
    const auto optional = [&](auto& id) {
        if (id != no_expr) visit(id);
    };
    optional(step.guard);
    optional(step.choice_low);
    optional(step.choice_high);
    for (auto& check : step.checks) visit(check.condition);
    optional(step.assumption);
    for (auto& assignment : step.assignments) {
        optional(assignment.index);
        visit(assignment.value);
    }
    for (auto& free : step.frees) visit(free.object);
    for (auto& event : step.events) {
        optional(event.object);
        optional(event.detail);
    }
    optional(step.result);
}

/// The same for the expressions outside of steps, which see states and not steps.
template <typename AnyProgram, typename Visit>
void for_each_condition(AnyProgram& program, Visit&& visit) {
    const auto optional = [&](auto& id) {
        if (id != no_expr) visit(id);
    };
    for (auto& invariant : program.invariants) {
        optional(invariant.condition);
        optional(invariant.subject);
    }
    for (auto& lock : program.locks) optional(lock.holders);
    optional(program.quiescent);
    optional(program.ended);
}

/// Calls `visit(const Expression&)` once for each node below roots, however often roots share it.
class NodeWalk {
  public:
    explicit NodeWalk(const Expressions& expressions) : expressions_(expressions), stamp_(expressions.size()) {}

    /// What was visited before is visited again from here on.
    void restart() { ++now_; }

    template <typename Visit>
    void operator()(ExprId root, Visit&& visit) {
        push(root);
        while (!open_.empty()) {
            const Expression& node = expressions_[open_.back()];
            open_.pop_back();
            visit(node);
            for (const ExprId operand : {node.a, node.b, node.c})
                if (operand != no_expr) push(operand);
        }
    }

  private:
    void push(ExprId id) {
        if (stamp_[id] == now_) return;
        stamp_[id] = now_;
        open_.push_back(id);
    }

    const Expressions& expressions_;
    std::vector<std::uint32_t> stamp_;
    std::uint32_t now_ = 1;
    std::vector<ExprId> open_;
};

}  // namespace mmapck::program
