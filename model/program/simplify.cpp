// SPDX-License-Identifier: Apache-2.0
#include "model/program/simplify.h"

namespace mmapck::program {

ExprId Simplifier::operator()(ExprId id, RangeEvaluator& ranges) {
    if (stamp_[id] == now_) return memo_[id];
    const Interval values = ranges(id);
    const ExprId simpler = values.single() ? to_.constant(values.low) : rewrite(id, ranges);
    stamp_[id] = now_;
    return memo_[id] = simpler;
}

ExprId Simplifier::rewrite(ExprId id, RangeEvaluator& ranges) {
    const Expression& node = from_[id];
    switch (node.op) {
        case Op::constant:
        case Op::choice:
        case Op::load: return to_.add(node);
        case Op::element: return to_.element(node.variable, (*this)(node.a, ranges));
        case Op::logic_not: return negation((*this)(node.a, ranges));
        case Op::sign_extend:
        case Op::zero_extend: {
            const Interval a = ranges(node.a);
            const ExprId operand = (*this)(node.a, ranges);
            if (apply(node.op, node.value, a, {}, {}) == a && a != Interval::all()) return operand;
            return to_.extend(node.op, operand, static_cast<int>(node.value));
        }
        case Op::conditional: {
            const Interval condition = ranges(node.a);
            if (condition.never_zero()) return (*this)(node.b, ranges);
            if (condition.always_zero()) return (*this)(node.c, ranges);
            const ExprId test = truth((*this)(node.a, ranges));
            const ExprId b = (*this)(node.b, ranges);
            const ExprId c = (*this)(node.c, ranges);
            if (b == c) return b;
            const std::int64_t* const then = constant(b);
            const std::int64_t* const otherwise = constant(c);
            if (then && otherwise && *then == 1 && *otherwise == 0 && is_truth(test)) return test;
            if (then && otherwise && *then == 0 && *otherwise == 1) return negation(test);
            return to_.conditional(test, b, c);
        }
        default: break;
    }
    const ExprId a = (*this)(node.a, ranges);
    if (arity(node.op) == 1) {
        const std::int64_t* const operand = constant(a);
        return operand ? to_.constant(apply(node.op, node.value, *operand, 0, 0)) : to_.unary(node.op, a);
    }
    return rewrite_binary(node, a, (*this)(node.b, ranges));
}

ExprId Simplifier::rewrite_binary(const Expression& node, ExprId a, ExprId b) {
    const std::int64_t* const left = constant(a);
    const std::int64_t* const right = constant(b);
    if (left && right) return to_.constant(apply(node.op, 0, *left, *right, 0));
    switch (node.op) {
        case Op::logic_and:
        case Op::logic_or: return rewrite_logic(node.op, a, b);
        case Op::add:
        case Op::bit_or:
        case Op::bit_xor:
            if (left && *left == 0) return b;
            if (right && *right == 0) return a;
            break;
        case Op::subtract:
        case Op::shift_left:
        case Op::shift_right:
        case Op::shift_right_unsigned:
            if (right && *right == 0) return a;
            break;
        case Op::multiply:
            if (left && *left == 1) return b;
            if (right && *right == 1) return a;
            break;
        case Op::divide:
        case Op::divide_unsigned:
            if (right && *right == 1) return a;
            break;
        case Op::bit_and:
            if (a == b || (right && *right == -1)) return a;
            if (left && *left == -1) return b;
            break;
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_equal:
        case Op::less_unsigned:
        case Op::less_equal_unsigned: return rewrite_comparison(node.op, a, b);
        default: break;
    }
    return to_.binary(node.op, a, b);
}

ExprId Simplifier::rewrite_logic(Op op, ExprId a, ExprId b) {
    for (const ExprId operand : {a, b}) {
        const std::int64_t* const known = constant(operand);
        if (known == nullptr) continue;
        if ((*known != 0) == (op == Op::logic_or)) return to_.constant(op == Op::logic_or);
        const ExprId rest = truth(operand == a ? b : a);
        return is_truth(rest) ? rest : to_.binary(Op::not_equal, rest, to_.constant(0));
    }
    a = truth(a);
    b = truth(b);
    return a == b && is_truth(a) ? a : to_.binary(op, a, b);
}

ExprId Simplifier::rewrite_comparison(Op op, ExprId a, ExprId b) {
    if (a == b) return to_.constant(op == Op::equal || op == Op::less_equal || op == Op::less_equal_unsigned);
    const std::int64_t* const right = constant(b);
    if (right && *right == 0 && op == Op::equal) return negation(a);
    if (right && *right == 0 && op == Op::not_equal && is_truth(a)) return a;
    if (right && *right == 1 && op == Op::equal && is_truth(a)) return a;
    return to_.binary(op, a, b);
}

ExprId Simplifier::negation(ExprId a) {
    const Expression node = to_[a];
    switch (node.op) {
        case Op::constant: return to_.constant(node.value == 0);
        case Op::logic_not:
            if (is_truth(node.a)) return node.a;
            break;
        case Op::equal: return to_.binary(Op::not_equal, node.a, node.b);
        case Op::not_equal: return to_.binary(Op::equal, node.a, node.b);
        case Op::less: return to_.binary(Op::less_equal, node.b, node.a);
        case Op::less_equal: return to_.binary(Op::less, node.b, node.a);
        case Op::less_unsigned: return to_.binary(Op::less_equal_unsigned, node.b, node.a);
        case Op::less_equal_unsigned: return to_.binary(Op::less_unsigned, node.b, node.a);
        default: break;
    }
    return to_.unary(Op::logic_not, truth(a));
}

ExprId Simplifier::truth(ExprId a) {
    const Expression node = to_[a];
    const std::int64_t* const right = node.b == no_expr ? nullptr : constant(node.b);
    if (node.op == Op::not_equal && right && *right == 0) return truth(node.a);
    if (node.op != Op::logic_not) return a;
    const Expression inner = to_[node.a];
    return inner.op == Op::logic_not ? truth(inner.a) : a;
}

bool Simplifier::is_truth(ExprId id) const {
    const Expression& node = to_[id];
    switch (node.op) {
        case Op::constant: return node.value == 0 || node.value == 1;
        case Op::logic_not:
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_equal:
        case Op::less_unsigned:
        case Op::less_equal_unsigned:
        case Op::logic_and:
        case Op::logic_or: return true;
        default: return false;
    }
}

const std::int64_t* Simplifier::constant(ExprId id) const {
    return to_[id].op == Op::constant ? &to_[id].value : nullptr;
}

}  // namespace mmapck::program
