// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/program/expression.h"
#include "model/program/interval.h"

/// Internal to the symbolic engine.
namespace mmapck::checker::symbolic {

using program::ExprId;
using program::Interval;
using program::Op;

/// Number of a state cell or an input: what Op::load reads in a term.
using LeafId = program::VarId;

/// Terms over leaves: expressions whose loads read state cells and inputs by number. They are made simple as they are built, from their
/// shape and from the interval of values that each term can have. Terms have neither elements nor choices.
class Terms {
  public:
    /// Values of the leaf are in the interval. Leaves are numbered in the order in which they are added.
    LeafId add_leaf(Interval values);
    std::size_t leaves() const { return leaves_.size(); }
    Interval values_of_leaf(LeafId leaf) const { return leaves_[leaf]; }

    ExprId constant(std::int64_t value);
    ExprId truth(bool value) { return constant(value ? 1 : 0); }
    ExprId leaf(LeafId leaf);

    /// Any operator but constant, choice, load and element; `value` as in Expression.
    ExprId apply(Op op, std::int64_t value, ExprId a, ExprId b = program::no_expr, ExprId c = program::no_expr);
    ExprId conditional(ExprId condition, ExprId then, ExprId otherwise) { return apply(Op::conditional, 0, condition, then, otherwise); }
    ExprId both(ExprId a, ExprId b) { return apply(Op::logic_and, 0, a, b); }
    ExprId either(ExprId a, ExprId b) { return apply(Op::logic_or, 0, a, b); }
    ExprId negation(ExprId a) { return apply(Op::logic_not, 0, a); }
    ExprId equal(ExprId a, ExprId b) { return apply(Op::equal, 0, a, b); }
    ExprId at_most(ExprId a, ExprId b) { return apply(Op::less_equal, 0, a, b); }
    ExprId add(ExprId a, ExprId b) { return apply(Op::add, 0, a, b); }
    /// That the term's value is in the interval.
    ExprId within(ExprId id, Interval range);
    /// 1 if the term is not 0, else 0.
    ExprId truth_of(ExprId id);

    const program::Expression& operator[](ExprId id) const { return nodes_[id]; }
    Interval values(ExprId id) const { return values_[id]; }
    std::size_t size() const { return nodes_.size(); }
    /// How many operands of terms it is.
    std::uint32_t uses(ExprId id) const { return uses_[id]; }

    bool is_true(ExprId id) const { return nodes_[id].op == Op::constant && nodes_[id].value != 0; }
    bool is_false(ExprId id) const { return nodes_[id].op == Op::constant && nodes_[id].value == 0; }

    /// The leaves that a term reads, ascending. O(terms below it).
    std::vector<LeafId> support(const std::vector<ExprId>& roots) const;

  private:
    ExprId add(const program::Expression& node);
    std::optional<ExprId> simpler(const program::Expression& node);
    std::optional<ExprId> simpler_and(ExprId a, ExprId b);
    std::optional<ExprId> simpler_or(ExprId a, ExprId b);
    std::optional<ExprId> simpler_conditional(ExprId condition, ExprId then, ExprId otherwise);
    std::optional<ExprId> simpler_equal(ExprId a, ExprId b);
    std::optional<ExprId> simpler_arithmetic(const program::Expression& node);
    bool is_negation(ExprId a, ExprId b) const;
    bool is_conjunct(ExprId of, ExprId term) const;
    bool is_truth(ExprId id) const { return Interval::truth().contains(values_[id]); }
    const std::int64_t* number(ExprId id) const { return nodes_[id].op == Op::constant ? &nodes_[id].value : nullptr; }

    program::Expressions nodes_;
    std::vector<Interval> values_;    // by term
    std::vector<std::uint32_t> uses_; // by term
    std::vector<Interval> leaves_;
};

/// Puts `make(id)` into `known` for a term and, before it, for all terms below it, each once. Without recursion: terms may be very deep. `make` may add terms.
template <typename Known, typename Make>
void operands_first(const Terms& terms, ExprId root, Known& known, Make&& make) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const ExprId id = open.back();
        const program::Expression node = terms[id];
        bool ready = true;
        if (!known.count(id)) {
            for (const ExprId below : {node.a, node.b, node.c}) {
                if (below == program::no_expr || known.count(below)) continue;
                open.push_back(below);
                ready = false;
            }
        }
        if (!ready) continue;
        open.pop_back();
        if (!known.count(id)) known.emplace(id, make(id));
    }
}

/// Terms with other terms in the place of leaves. Remembers what it has done.
class Substitution {
  public:
    /// `by_leaf` has no_expr for leaves that stay, and may be shorter than there are leaves. `terms` must outlive it.
    Substitution(Terms& terms, std::vector<ExprId> by_leaf) : terms_(terms), by_leaf_(std::move(by_leaf)) {}

    ExprId operator()(ExprId root);

  private:
    ExprId now(ExprId id) const { return id == program::no_expr ? id : known_.at(id); }

    Terms& terms_;
    std::vector<ExprId> by_leaf_;
    std::unordered_map<ExprId, ExprId> known_;
};

}  // namespace mmapck::checker::symbolic
