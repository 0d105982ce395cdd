// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Statement;
using tree::StatementKind;

void TaskLowering::if_(const Statement& s) {
    const LocationId yes = new_location();
    const LocationId no = new_location();
    const Branches possible = condition(s.expressions[0], yes, no, s.where, s.text);
    at_ = possible.yes ? yes : program::none;
    statement(s.statements[0]);
    const LocationId then_end = at_;
    at_ = possible.no ? no : program::none;
    if (s.statements.size() > 1) statement(s.statements[1]);
    if (then_end == program::none) return;
    if (is_reachable() && flow_.find(at_) != flow_.find(then_end)) jump(then_end);
    at_ = then_end;
    open_ = program::none;
}

void TaskLowering::body(const Statement& s, Target& out, Target& again) {
    self().breaks.push_back(out);
    self().continues.push_back(again);
    statement(s);
    out = self().breaks.back();
    again = self().continues.back();
    self().breaks.pop_back();
    self().continues.pop_back();
}

void TaskLowering::while_(const Statement& s) {
    const LocationId head = at_;
    open_ = program::none;
    const LocationId yes = new_location();
    Target out{new_location()};
    Target again{head};
    const Branches possible = condition(s.expressions[0], yes, out.to, s.where, s.text);
    at_ = possible.yes ? yes : program::none;
    body(s.statements[0], out, again);
    if (is_reachable()) jump(head);
    at_ = possible.no || out.used ? out.to : program::none;
}

void TaskLowering::do_while(const Statement& s) {
    const LocationId head = at_;
    open_ = program::none;
    Target out{new_location()};
    Target again{new_location()};
    body(s.statements[0], out, again);
    if (is_reachable()) {
        again.used = true;
        jump(again.to);
    }
    at_ = again.used ? again.to : program::none;
    const Branches possible = condition(s.expressions[0], head, out.to, s.expressions[0].where, s.text);
    at_ = possible.no || out.used ? out.to : program::none;
    open_ = program::none;
}

void TaskLowering::for_(const Statement& s) {
    statement(s.statements[0]);
    if (!is_reachable()) return;
    const LocationId head = at_;
    open_ = program::none;
    const LocationId yes = new_location();
    Target out{new_location()};
    Target again{new_location()};
    const Branches possible = condition(s.expressions[0], yes, out.to, s.where, s.text);
    at_ = possible.yes ? yes : program::none;
    body(s.statements[1], out, again);
    if (is_reachable()) {
        again.used = true;
        jump(again.to);
    }
    at_ = again.used ? again.to : program::none;
    if (is_reachable() && s.expressions.size() > 1) expression(s.expressions[1], s.expressions[1].text);
    if (is_reachable()) jump(head);
    at_ = possible.no || out.used ? out.to : program::none;
}

namespace {

void collect_labels(const Statement& s, std::vector<const Statement*>& labels) {
    if (s.kind == StatementKind::case_ || s.kind == StatementKind::default_) labels.push_back(&s);
    if (s.kind == StatementKind::switch_) return;
    for (const Statement& inner : s.statements) collect_labels(inner, labels);
}

std::string case_text(const Statement& s) {
    if (s.kind == StatementKind::default_) return "default";
    return "case " + std::to_string(s.low) + (s.low == s.high ? "" : " ... " + std::to_string(s.high));
}

}  // namespace

void TaskLowering::switch_(const Statement& s) {
    const FullExpression full(*this);
    prepare(s.expressions[0]);
    if (!is_reachable()) at_ = new_location();
    program::Step step;
    const ExprId value = evaluator(step).value(s.expressions[0]);
    if (!step.assignments.empty())
        fail(s.expressions[0].where, "the value of a switch has a side effect", "store it in a variable first");
    std::vector<const Statement*> labels;
    collect_labels(s.statements[0], labels);
    Target out{new_location()};
    std::vector<std::pair<const Statement*, LocationId>> cases;
    ExprId rest = fold_.constant(1);
    const Statement* fallback = nullptr;
    const auto branch = [&](ExprId guard, LocationId to, const std::string& outcome) {
        if (fold_.is(guard, 0)) return false;
        program::Step taken = step;
        if (!fold_.is(guard, 1)) taken.guard = guard;
        if (!fold_.is(guard, 1) || !taken.checks.empty())
            emit_to(std::move(taken), StepKind::branch, s.where, s.text + ": " + outcome, to);
        else
            flow_.merge(at_, to);
        return true;
    };
    for (const Statement* l : labels) {
        if (l->kind == StatementKind::default_) fallback = l;
        const ExprId fits = fold_.both(fold_.binary(Op::less_equal, fold_.constant(l->low), value),
                                       fold_.binary(Op::less_equal, value, fold_.constant(l->high)));
        const LocationId to = new_location();
        const bool is_possible = l->kind == StatementKind::default_ || branch(fits, to, case_text(*l));
        cases.emplace_back(l, is_possible ? to : program::none);
        if (l->kind == StatementKind::case_) rest = fold_.both(rest, fold_.negation(fits));
    }
    LocationId otherwise = out.to;
    for (auto& [l, to] : cases)
        if (l == fallback) otherwise = to;
    const bool falls_back = branch(rest, otherwise, fallback != nullptr ? "default" : "no case");
    for (auto& [l, to] : cases)
        if (l == fallback && !falls_back) to = program::none;
    out.used = falls_back && fallback == nullptr;
    self().cases.push_back(std::move(cases));
    self().breaks.push_back(out);
    at_ = program::none;
    statement(s.statements[0]);
    out = self().breaks.back();
    self().breaks.pop_back();
    self().cases.pop_back();
    if (is_reachable()) {
        out.used = true;
        jump(out.to);
    }
    at_ = out.used ? out.to : program::none;
    open_ = program::none;
}

void TaskLowering::case_(const Statement& s) {
    LocationId here = program::none;
    for (const auto& [l, to] : self().cases.back())
        if (l == &s) here = to;
    if (here != program::none) {
        if (is_reachable() && flow_.find(at_) != flow_.find(here)) jump(here);
        at_ = here;
        open_ = program::none;
    }
    if (!s.statements.empty()) statement(s.statements[0]);
}

}  // namespace mmapck::lang::lowering
