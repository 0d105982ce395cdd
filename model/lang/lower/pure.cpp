// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/pure.h"

#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

using tree::Statement;
using tree::StatementKind;

ExprId Evaluator::call_pure(const tree::Function& function, std::vector<ExprId> arguments, Position where) {
    const auto id = static_cast<tree::FunctionId>(&function - context_.unit.functions.data());
    std::vector<std::uint32_t> key{storage_.task, total_, id};
    key.insert(key.end(), arguments.begin(), arguments.end());
    auto known = context_.pure_results.find(key);
    if (known == context_.pure_results.end()) {
        if (arguments.size() != function.parameters.size()) fail(where, "wrong number of arguments of '" + function.name + "'");
        program::Step scratch;
        const std::vector<Hoisted> none;
        Evaluator inner(context_, storage_, scratch, none, total_);
        inner.pure_ = true;
        PureResult result;
        result.value = PureRun(inner, function, context_.survey.functions[id].locals).run(arguments);
        result.subject = inner.subject_;
        result.checks = std::move(scratch.checks);
        known = context_.pure_results.emplace(std::move(key), std::move(result)).first;
    }
    const PureResult& result = known->second;
    for (const program::Check& c : result.checks) check(c.condition, c.kind, c.words);
    if (result.subject != no_expr) {
        const ExprId here = fold_.both(path_, result.subject);
        subject_ = subject_ == no_expr ? here : fold_.either(subject_, here);
    }
    return result.value;
}

ExprId PureRun::run(const std::vector<ExprId>& arguments) {
    auto& bound = evaluator_.storage_.bound;
    for (std::size_t i = 0; i < arguments.size(); ++i) bound[function_.parameters[i]] = arguments[i];
    statement(function_.body);
    ExprId result = fold().constant(0);
    if (is_dead() && !returns_.empty()) {
        result = returns_.back().second;
        returns_.pop_back();
    }
    for (; !returns_.empty(); returns_.pop_back())
        result = fold().conditional(returns_.back().first, returns_.back().second, result);
    for (const tree::VariableId v : locals_) bound[v] = no_expr;
    return result;
}

PureRun::State PureRun::save() const {
    State state;
    state.live = evaluator_.path_;
    for (const tree::VariableId v : locals_) state.values.push_back(evaluator_.storage_.bound[v]);
    return state;
}

void PureRun::load(const State& state) {
    live() = state.live;
    for (std::size_t i = 0; i < locals_.size(); ++i) evaluator_.storage_.bound[locals_[i]] = state.values[i];
}

void PureRun::join(const State& other) {
    if (fold().is(other.live, 0)) return;
    if (is_dead()) return load(other);
    for (std::size_t i = 0; i < locals_.size(); ++i) {
        ExprId& value = evaluator_.storage_.bound[locals_[i]];
        const ExprId theirs = other.values[i];
        if (value == no_expr || theirs == no_expr)
            value = value == no_expr ? theirs : value;      // out of scope on one way, so not read after it
        else
            value = fold().conditional(live(), value, theirs);
    }
    live() = fold().either(live(), other.live);
}

void PureRun::statement(const Statement& s) {
    const bool has_labels = s.kind == StatementKind::block || s.kind == StatementKind::case_ || s.kind == StatementKind::default_;
    if (is_dead() && !has_labels) return;
    switch (s.kind) {
    case StatementKind::empty: break;
    case StatementKind::expression: evaluator_.value(s.expressions[0]); break;
    case StatementKind::declaration:
        evaluator_.storage_.bound[s.variable] =
            s.expressions.empty() ? fold().constant(0) : evaluator_.value(s.expressions[0]);
        break;
    case StatementKind::block:
        for (const Statement& inner : s.statements) statement(inner);
        break;
    case StatementKind::if_: if_(s); break;
    case StatementKind::while_: loop(&s.expressions[0], nullptr, s.statements[0], false); break;
    case StatementKind::do_while: loop(&s.expressions[0], nullptr, s.statements[0], true); break;
    case StatementKind::for_:
        statement(s.statements[0]);
        loop(&s.expressions[0], s.expressions.size() > 1 ? &s.expressions[1] : nullptr, s.statements[1], false);
        break;
    case StatementKind::switch_: switch_(s); break;
    case StatementKind::case_: {
        const ExprId v = switches_.back().value;
        enter_case(fold().both(fold().binary(Op::less_equal, fold().constant(s.low), v),
                               fold().binary(Op::less_equal, v, fold().constant(s.high))));
        if (!s.statements.empty()) statement(s.statements[0]);
        break;
    }
    case StatementKind::default_:
        enter_case(fold().negation(switches_.back().matched));
        if (!s.statements.empty()) statement(s.statements[0]);
        break;
    case StatementKind::break_:
        breaks_.back().push_back(save());
        die();
        break;
    case StatementKind::continue_:
        continues_.back().push_back(save());
        die();
        break;
    case StatementKind::return_:
        returns_.emplace_back(live(), s.expressions.empty() ? fold().constant(0) : evaluator_.value(s.expressions[0]));
        die();
        break;
    case StatementKind::goto_:
    case StatementKind::label:
        fail(s.where, "a __pure function cannot use goto", "use return, break and continue, or drop __pure");
    }
}

void PureRun::if_(const Statement& s) {
    const ExprId c = evaluator_.truth(s.expressions[0]);
    const State before = save();
    const ExprId then_live = fold().both(before.live, c);
    const ExprId else_live = fold().both(before.live, fold().negation(c));
    live() = then_live;
    statement(s.statements[0]);
    const State then = save();
    load(before);
    live() = else_live;
    if (s.statements.size() > 1) statement(s.statements[1]);
    const bool both_go_on = then.live == then_live && live() == else_live;
    join(then);
    if (both_go_on) live() = before.live;
}

void PureRun::loop(const tree::Expression* condition, const tree::Expression* increment, const Statement& body, bool body_first) {
    breaks_.emplace_back();
    continues_.emplace_back();
    for (int iteration = 0;; ++iteration) {
        if (iteration > 0 || !body_first) {
            const ExprId c = evaluator_.truth(*condition);
            State leaves = save();
            leaves.live = fold().both(live(), fold().negation(c));
            breaks_.back().push_back(std::move(leaves));
            live() = fold().both(live(), c);
        }
        if (is_dead()) break;
        if (iteration == max_pure_iterations)
            fail(body.where, "a loop in a __pure function goes round more than " + std::to_string(max_pure_iterations) + " times",
                 "its number of iterations has to follow from constants");
        statement(body);
        for (const State& state : continues_.back()) join(state);
        continues_.back().clear();
        if (is_dead()) break;
        if (increment != nullptr) evaluator_.value(*increment);
    }
    const std::vector<State> breaks = std::move(breaks_.back());
    breaks_.pop_back();
    continues_.pop_back();
    for (const State& state : breaks) join(state);
}

void PureRun::switch_(const Statement& s) {
    Switch entry;
    entry.value = evaluator_.value(s.expressions[0]);
    entry.matched = fold().constant(0);
    entry.before = save();
    collect_cases(s.statements[0], entry);
    switches_.push_back(entry);
    breaks_.emplace_back();
    die();
    statement(s.statements[0]);
    for (const State& state : breaks_.back()) join(state);
    breaks_.pop_back();
    switches_.pop_back();
    if (!entry.has_default) {
        entry.before.live = fold().both(entry.before.live, fold().negation(entry.matched));
        join(entry.before);
    }
}

void PureRun::collect_cases(const Statement& s, Switch& into) {
    if (s.kind == StatementKind::case_)
        into.matched = fold().either(into.matched, fold().both(fold().binary(Op::less_equal, fold().constant(s.low), into.value),
                                                               fold().binary(Op::less_equal, into.value, fold().constant(s.high))));
    into.has_default |= s.kind == StatementKind::default_;
    if (s.kind == StatementKind::switch_) return;
    for (const Statement& inner : s.statements) collect_cases(inner, into);
}

void PureRun::enter_case(ExprId condition) {
    State entry = switches_.back().before;
    entry.live = fold().both(entry.live, condition);
    join(entry);
}

}  // namespace mmapck::lang::lowering
