// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/clauses.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

/// A name that literals of the same meaning share: `a != b` is the negation of `a == b`, `a <= b` that of `b < a`.
using Meaning = std::tuple<Op, ExprId, ExprId, bool>;

constexpr std::size_t max_visited = 256;  // operators, to find out whether a literal follows; keeps wide conditions from costing too much

class Splitter {
  public:
    explicit Splitter(const Expressions& expressions) : expressions_(expressions) {}

    std::vector<Clause> run(ExprId condition) {
        demand({condition, true});
        while (!open_.empty()) {
            const Literal next = open_.back();
            open_.pop_back();
            if (!holds(next)) split(next);
        }
        return std::move(found_);
    }

  private:
    void demand(Literal literal) { open_.push_back(without_not(literal)); }

    /// `second` is only looked at when all that `first` says is known.
    void demand(Literal first, Literal second) {
        demand(second);
        demand(first);
    }

    Literal without_not(Literal literal) const {
        while (expressions_[literal.expression].op == Op::logic_not)
            literal = {expressions_[literal.expression].a, !literal.truth};
        return literal;
    }

    Meaning meaning(Literal literal) const {
        const auto [id, truth] = without_not(literal);
        const Expression& node = expressions_[id];
        switch (node.op) {
            case Op::equal: return {Op::equal, std::min(node.a, node.b), std::max(node.a, node.b), truth};
            case Op::not_equal: return {Op::equal, std::min(node.a, node.b), std::max(node.a, node.b), !truth};
            case Op::less: return {Op::less, node.a, node.b, truth};
            case Op::less_equal: return {Op::less, node.b, node.a, !truth};
            case Op::less_unsigned: return {Op::less_unsigned, node.a, node.b, truth};
            case Op::less_equal_unsigned: return {Op::less_unsigned, node.b, node.a, !truth};
            default: return {Op::load, id, no_expr, truth};
        }
    }

    bool holds(Literal literal) const {
        std::size_t budget = max_visited;
        return holds(literal, budget);
    }

    bool holds(Literal literal, std::size_t& budget) const {
        const auto [id, truth] = without_not(literal);
        if (is_constant(id, truth) || known_.contains(meaning({id, truth}))) return true;
        const Expression& node = expressions_[id];
        if ((node.op != Op::logic_and && node.op != Op::logic_or) || budget == 0) return false;
        --budget;
        const bool first = holds({node.a, truth}, budget);
        const bool both = node.op == (truth ? Op::logic_and : Op::logic_or);
        return first == both ? holds({node.b, truth}, budget) : first;
    }

    bool is_constant(ExprId id, bool truth) const {
        return expressions_[id].op == Op::constant && (expressions_[id].value != 0) == truth;
    }

    void split(Literal literal) {
        known_.insert(meaning(literal));
        const auto& [id, truth] = literal;
        const Expression& node = expressions_[id];
        if (node.op == (truth ? Op::logic_and : Op::logic_or)) return demand({node.a, truth}, {node.b, truth});
        if (node.op == (truth ? Op::logic_or : Op::logic_and)) return split_alternatives(literal);
        if (node.op == Op::conditional && is_constant(node.b, !truth)) return demand({node.a, false}, {node.c, truth});
        if (node.op == Op::conditional && is_constant(node.c, !truth)) return demand({node.a, true}, {node.b, truth});
        found_.push_back({literal});
    }

    /// One of two must hold.
    void split_alternatives(Literal literal) {
        const Expression& node = expressions_[literal.expression];
        if (holds({node.a, !literal.truth})) return demand({node.b, literal.truth});
        if (holds({node.b, !literal.truth})) return demand({node.a, literal.truth});
        Clause clause;
        std::vector<ExprId> open{node.b, node.a};
        while (!open.empty()) {
            const ExprId id = open.back();
            open.pop_back();
            const Expression& next = expressions_[id];
            if (next.op == node.op) open.insert(open.end(), {next.b, next.a});
            else if (!holds({id, !literal.truth})) clause.push_back(without_not({id, literal.truth}));
        }
        found_.push_back(std::move(clause));
    }

    const Expressions& expressions_;
    std::vector<Literal> open_;
    std::set<Meaning> known_;
    std::vector<Clause> found_;
};

}  // namespace

std::vector<Clause> clauses(const Expressions& expressions, ExprId condition) { return Splitter(expressions).run(condition); }

}  // namespace mmapck::checker::explicit_
