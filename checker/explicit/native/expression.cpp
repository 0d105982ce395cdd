// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/expression.h"

#include <algorithm>

namespace mmapck::checker::explicit_::native {

using namespace program;

// Operands have smaller ids, so ascending order evaluates operands first without recursion, however deep the expression is.
Value ExpressionCode::value(ExprId root) {
    std::vector<ExprId> missing;
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (id == no_expr || values_.contains(id)) continue;
        values_[id] = nullptr;
        missing.push_back(id);
        const Expression& node = model_.program.expressions[id];
        open.insert(open.end(), {node.a, node.b, node.c});
    }
    std::sort(missing.begin(), missing.end());
    for (const ExprId id : missing) values_[id] = emit(id);
    return values_.at(root);
}

Value ExpressionCode::truth(ExprId id) { return ir_.truth(value(id)); }

Value ExpressionCode::emit(ExprId id) {
    const Expression& node = model_.program.expressions[id];
    const auto operand = [&](ExprId of) { return of == no_expr ? nullptr : values_.at(of); };
    switch (node.op) {
        case Op::constant: return ir_.constant(node.value);
        case Op::choice: return choice_;
        case Op::load: return state_.load(model_.cells.number(node.variable, 0));
        case Op::element: return state_.load_element(node.variable, model_.worth[node.a], operand(node.a));
        default: return emit_operator(node, operand(node.a), operand(node.b), operand(node.c));
    }
}

Value ExpressionCode::emit_operator(const Expression& node, Value a, Value b, Value c) {
    const auto shift_amount = [&] { return ir_.and_(b, 63); };
    const auto extended = [&](LLVMOpcode back) {
        const Value unused = ir_.constant(64 - node.value);
        return ir_.binary(back, ir_.binary(LLVMShl, a, unused), unused);
    };
    switch (node.op) {
        case Op::negate: return ir_.binary(LLVMSub, ir_.constant(0), a);
        case Op::bit_not: return ir_.binary(LLVMXor, a, ir_.constant(-1));
        case Op::logic_not: return ir_.number(ir_.compare(LLVMIntEQ, a, ir_.constant(0)));
        case Op::add: return ir_.binary(LLVMAdd, a, b);
        case Op::subtract: return ir_.binary(LLVMSub, a, b);
        case Op::multiply: return ir_.binary(LLVMMul, a, b);
        case Op::divide: return divide(LLVMSDiv, a, b, true);
        case Op::remainder: return divide(LLVMSRem, a, b, true);
        case Op::divide_unsigned: return divide(LLVMUDiv, a, b, false);
        case Op::remainder_unsigned: return divide(LLVMURem, a, b, false);
        case Op::shift_left: return ir_.binary(LLVMShl, a, shift_amount());
        case Op::shift_right: return ir_.binary(LLVMAShr, a, shift_amount());
        case Op::shift_right_unsigned: return ir_.binary(LLVMLShr, a, shift_amount());
        case Op::bit_and: return ir_.binary(LLVMAnd, a, b);
        case Op::bit_or: return ir_.binary(LLVMOr, a, b);
        case Op::bit_xor: return ir_.binary(LLVMXor, a, b);
        case Op::logic_and: return ir_.number(ir_.binary(LLVMAnd, ir_.truth(a), ir_.truth(b)));
        case Op::logic_or: return ir_.number(ir_.binary(LLVMOr, ir_.truth(a), ir_.truth(b)));
        case Op::conditional: return ir_.select(ir_.truth(a), b, c);
        case Op::sign_extend: return extended(LLVMAShr);
        case Op::zero_extend: return extended(LLVMLShr);
        default: return compare(node.op, a, b);
    }
}

Value ExpressionCode::compare(Op op, Value a, Value b) {
    const LLVMIntPredicate predicate = op == Op::equal        ? LLVMIntEQ
                                       : op == Op::not_equal  ? LLVMIntNE
                                       : op == Op::less       ? LLVMIntSLT
                                       : op == Op::less_equal ? LLVMIntSLE
                                       : op == Op::less_unsigned ? LLVMIntULT
                                                                 : LLVMIntULE;
    return ir_.number(ir_.compare(predicate, a, b));
}

/// 0 where the divisor is 0. By -1, a signed division is a subtraction: that of the smallest number would trap.
Value ExpressionCode::divide(LLVMOpcode opcode, Value a, Value b, bool is_signed) {
    const Value zero = ir_.constant(0);
    const Value by_zero = ir_.compare(LLVMIntEQ, b, zero);
    const Value by_minus_one = is_signed ? ir_.compare(LLVMIntEQ, b, ir_.constant(-1)) : nullptr;
    const Value special = is_signed ? ir_.binary(LLVMOr, by_zero, by_minus_one) : by_zero;
    Value result = ir_.binary(opcode, a, ir_.select(special, ir_.constant(1), b));
    if (is_signed) result = ir_.select(by_minus_one, opcode == LLVMSDiv ? ir_.binary(LLVMSub, zero, a) : zero, result);
    return ir_.select(by_zero, zero, result);
}

}  // namespace mmapck::checker::explicit_::native
