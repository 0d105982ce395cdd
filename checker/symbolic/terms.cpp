// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/terms.h"

#include <algorithm>
#include <limits>

namespace mmapck::checker::symbolic {

using namespace program;

LeafId Terms::add_leaf(Interval values) {
    leaves_.push_back(values);
    return static_cast<LeafId>(leaves_.size() - 1);
}

ExprId Terms::constant(std::int64_t value) { return add({.op = Op::constant, .value = value}); }

ExprId Terms::leaf(LeafId leaf) {
    if (leaves_[leaf].single()) return constant(leaves_[leaf].low);
    return add({.op = Op::load, .variable = leaf});
}

ExprId Terms::within(ExprId id, Interval range) {
    using Limits = std::numeric_limits<std::int64_t>;
    const ExprId above = range.low == Limits::min() ? truth(true) : at_most(constant(range.low), id);
    const ExprId below = range.high == Limits::max() ? truth(true) : at_most(id, constant(range.high));
    return both(above, below);
}

ExprId Terms::truth_of(ExprId id) {
    return is_truth(id) ? id : apply(Op::not_equal, 0, id, constant(0));
}

ExprId Terms::add(const Expression& node) {
    const ExprId id = nodes_.add(node);
    if (id < values_.size()) return id;
    Interval values;
    if (node.op == Op::constant) values = Interval::of(node.value);
    else if (node.op == Op::load) values = leaves_[node.variable];
    else
        values = program::apply(node.op, node.value, values_[node.a], node.b == no_expr ? Interval{} : values_[node.b],
                                node.c == no_expr ? Interval{} : values_[node.c]);
    values_.push_back(values);
    uses_.push_back(0);
    for (const ExprId below : {node.a, node.b, node.c})
        if (below != no_expr) ++uses_[below];
    return id;
}

ExprId Terms::apply(Op op, std::int64_t value, ExprId a, ExprId b, ExprId c) {
    Expression node{.op = op, .value = value, .a = a, .b = b, .c = c};
    const bool constants = number(a) && (b == no_expr || number(b)) && (c == no_expr || number(c));
    if (constants)
        return constant(program::apply(op, value, *number(a), b == no_expr ? 0 : *number(b), c == no_expr ? 0 : *number(c)));
    if (const std::optional<ExprId> found = simpler(node)) return *found;
    const bool commutes = op == Op::add || op == Op::multiply || op == Op::bit_and || op == Op::bit_or || op == Op::bit_xor ||
                          op == Op::equal || op == Op::logic_and || op == Op::logic_or;
    if (commutes && node.a > node.b) std::swap(node.a, node.b);
    const ExprId id = add(node);
    return values_[id].single() ? constant(values_[id].low) : id;
}

std::optional<ExprId> Terms::simpler(const Expression& node) {
    const ExprId a = node.a, b = node.b;
    switch (node.op) {
        case Op::logic_not:
            if (nodes_[a].op == Op::logic_not) return truth_of(nodes_[a].a);
            if (nodes_[a].op == Op::equal) return apply(Op::not_equal, 0, nodes_[a].a, nodes_[a].b);
            if (nodes_[a].op == Op::not_equal) return apply(Op::equal, 0, nodes_[a].a, nodes_[a].b);
            if (!is_truth(a)) return apply(Op::equal, 0, a, constant(0));
            return std::nullopt;
        case Op::logic_and: return simpler_and(a, b);
        case Op::logic_or: return simpler_or(a, b);
        case Op::conditional: return simpler_conditional(a, b, node.c);
        case Op::equal: return simpler_equal(a, b);
        case Op::not_equal: {
            if (number(b) && *number(b) == 0 && is_truth(a)) return a;
            if (number(a) && *number(a) == 0 && is_truth(b)) return b;
            const std::optional<ExprId> same = simpler_equal(a, b);
            if (same) return negation(*same);
            return std::nullopt;
        }
        case Op::less: case Op::less_unsigned:
            if (a == b) return constant(0);
            return std::nullopt;
        case Op::less_equal: case Op::less_equal_unsigned:
            if (a == b) return constant(1);
            return std::nullopt;
        default: return simpler_arithmetic(node);
    }
}

bool Terms::is_negation(ExprId a, ExprId b) const {
    const Expression &x = nodes_[a], &y = nodes_[b];
    if ((x.op == Op::logic_not && x.a == b) || (y.op == Op::logic_not && y.a == a)) return true;
    return ((x.op == Op::equal && y.op == Op::not_equal) || (x.op == Op::not_equal && y.op == Op::equal)) &&
           ((x.a == y.a && x.b == y.b) || (x.a == y.b && x.b == y.a));
}

/// Whether the term is one of the first terms of which `of` is the conjunction.
bool Terms::is_conjunct(ExprId of, ExprId term) const {
    std::vector<ExprId> open{of};
    for (int looked_at = 0; !open.empty() && looked_at < 64; ++looked_at) {
        const ExprId id = open.back();
        open.pop_back();
        if (id == term) return true;
        if (nodes_[id].op != Op::logic_and) continue;
        open.push_back(nodes_[id].a);
        open.push_back(nodes_[id].b);
    }
    return false;
}

std::optional<ExprId> Terms::simpler_and(ExprId a, ExprId b) {
    if (is_false(a) || is_false(b)) return constant(0);
    if (is_true(a)) return truth_of(b);
    if (is_true(b)) return truth_of(a);
    if (a == b) return truth_of(a);
    if (is_negation(a, b)) return constant(0);
    const ExprId x = truth_of(a), y = truth_of(b);
    if (x != a || y != b) return both(x, y);
    if (nodes_[b].op == Op::logic_and && (nodes_[b].a == a || nodes_[b].b == a)) return b;
    if (nodes_[a].op == Op::logic_and && (nodes_[a].a == b || nodes_[a].b == b)) return a;
    if (nodes_[b].op == Op::logic_and && (is_negation(nodes_[b].a, a) || is_negation(nodes_[b].b, a))) return constant(0);
    if (nodes_[a].op == Op::logic_and && (is_negation(nodes_[a].a, b) || is_negation(nodes_[a].b, b))) return constant(0);
    return std::nullopt;
}

/// p && g || p && !g is p: where two branches meet again.
std::optional<ExprId> Terms::simpler_or(ExprId a, ExprId b) {
    if (is_true(a) || is_true(b)) return constant(1);
    if (is_false(a)) return truth_of(b);
    if (is_false(b)) return truth_of(a);
    if (a == b) return truth_of(a);
    if (is_negation(a, b)) return constant(1);
    const ExprId x = truth_of(a), y = truth_of(b);
    if (x != a || y != b) return either(x, y);
    if (nodes_[a].op == Op::logic_and && is_conjunct(a, b)) return b;
    if (nodes_[b].op == Op::logic_and && is_conjunct(b, a)) return a;
    if (nodes_[a].op != Op::logic_and || nodes_[b].op != Op::logic_and) return std::nullopt;
    const Expression p = nodes_[a], q = nodes_[b];
    for (const auto& [common, rest] : {std::pair{p.a, p.b}, std::pair{p.b, p.a}}) {
        if (q.a == common && is_negation(rest, q.b)) return common;
        if (q.b == common && is_negation(rest, q.a)) return common;
    }
    return std::nullopt;
}

std::optional<ExprId> Terms::simpler_conditional(ExprId condition, ExprId then, ExprId otherwise) {
    if (is_true(condition)) return then;
    if (is_false(condition)) return otherwise;
    if (then == otherwise) return then;
    if (const ExprId plain = truth_of(condition); plain != condition) return conditional(plain, then, otherwise);
    if (nodes_[condition].op == Op::logic_not) return conditional(nodes_[condition].a, otherwise, then);
    if (nodes_[condition].op == Op::not_equal) return conditional(equal(nodes_[condition].a, nodes_[condition].b), otherwise, then);
    const std::int64_t *x = number(then), *y = number(otherwise);
    if (x && y && *x == 1 && *y == 0) return condition;
    if (x && y && *x == 0 && *y == 1) return negation(condition);
    if (is_truth(then) && is_truth(otherwise)) {
        if (x) return *x ? either(condition, otherwise) : both(negation(condition), otherwise);
        if (y) return *y ? either(negation(condition), then) : both(condition, then);
    }
    const Expression inner = nodes_[then], other = nodes_[otherwise];
    if (inner.op == Op::conditional && inner.a == condition) return conditional(condition, inner.b, otherwise);
    if (other.op == Op::conditional && other.a == condition) return conditional(condition, then, other.c);
    if (inner.op == Op::conditional && inner.c == otherwise) return conditional(both(condition, inner.a), inner.b, otherwise);
    if (other.op == Op::conditional && other.b == then) return conditional(either(condition, other.a), then, other.c);
    return std::nullopt;
}

std::optional<ExprId> Terms::simpler_equal(ExprId a, ExprId b) {
    if (a == b) return constant(1);
    if (meet(values_[a], values_[b]).empty()) return constant(0);
    if (number(a)) std::swap(a, b);
    if (!number(b)) return std::nullopt;
    const std::int64_t value = *number(b);
    if (is_truth(a)) return value ? a : negation(a);
    const Expression node = nodes_[a];
    if (node.op == Op::conditional && (number(node.b) || number(node.c)))
        return conditional(node.a, equal(node.b, b), equal(node.c, b));
    return std::nullopt;
}

std::optional<ExprId> Terms::simpler_arithmetic(const Expression& node) {
    const ExprId a = node.a, b = node.b;
    const std::int64_t *x = number(a), *y = b == no_expr ? nullptr : number(b);
    const auto fits = [&](std::int64_t low, std::int64_t high) { return Interval{low, high}.contains(values_[a]); };
    switch (node.op) {
        case Op::add:
            if (x && *x == 0) return b;
            if (y && *y == 0) return a;
            if (y && nodes_[a].op == Op::add && number(nodes_[a].a)) return add(nodes_[a].b, constant(program::apply(Op::add, 0, *y, *number(nodes_[a].a), 0)));
            return std::nullopt;
        case Op::subtract:
            if (a == b) return constant(0);
            if (y) return add(a, constant(program::apply(Op::negate, 0, *y, 0, 0)));
            return std::nullopt;
        case Op::multiply:
            if ((x && *x == 0) || (y && *y == 0)) return constant(0);
            if (x && *x == 1) return b;
            if (y && *y == 1) return a;
            return std::nullopt;
        case Op::bit_and:
            if (a == b) return a;
            if ((x && *x == 0) || (y && *y == 0)) return constant(0);
            return std::nullopt;
        case Op::bit_or:
            if (a == b || (y && *y == 0)) return a;
            if (x && *x == 0) return b;
            return std::nullopt;
        case Op::bit_xor:
            if (a == b) return constant(0);
            return std::nullopt;
        case Op::shift_left: case Op::shift_right: case Op::shift_right_unsigned:
            if (y && *y == 0) return a;
            return std::nullopt;
        case Op::sign_extend:
            if (node.value == 64 || fits(-(std::int64_t{1} << (node.value - 1)), (std::int64_t{1} << (node.value - 1)) - 1)) return a;
            return std::nullopt;
        case Op::zero_extend:
            if (node.value == 64 || (node.value < 63 && fits(0, (std::int64_t{1} << node.value) - 1)) || (node.value == 63 && values_[a].low >= 0)) return a;
            return std::nullopt;
        default: return std::nullopt;
    }
}

std::vector<LeafId> Terms::support(const std::vector<ExprId>& roots) const {
    std::vector<bool> seen(nodes_.size());
    std::vector<ExprId> open;
    std::vector<LeafId> found;
    const auto push = [&](ExprId id) {
        if (id == no_expr || seen[id]) return;
        seen[id] = true;
        open.push_back(id);
    };
    for (const ExprId root : roots) push(root);
    while (!open.empty()) {
        const Expression& node = nodes_[open.back()];
        open.pop_back();
        if (node.op == Op::load) found.push_back(node.variable);
        push(node.a);
        push(node.b);
        push(node.c);
    }
    std::sort(found.begin(), found.end());
    return found;
}

ExprId Substitution::operator()(ExprId root) {
    operands_first(terms_, root, known_, [this](ExprId id) {
        const Expression node = terms_[id];
        if (node.op == Op::load) return node.variable < by_leaf_.size() && by_leaf_[node.variable] != no_expr ? by_leaf_[node.variable] : id;
        if (node.op == Op::constant) return id;
        return terms_.apply(node.op, node.value, now(node.a), now(node.b), now(node.c));
    });
    return known_.at(root);
}

}  // namespace mmapck::checker::symbolic
