// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "model/lang/import/expressions.h"
#include "model/lang/import/purity.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

using program::Op;

std::optional<Op> operation(clang::BinaryOperatorKind kind, bool is_signed) {
    switch (kind) {
    case clang::BO_Mul: return Op::multiply;
    case clang::BO_Div: return is_signed ? Op::divide : Op::divide_unsigned;
    case clang::BO_Rem: return is_signed ? Op::remainder : Op::remainder_unsigned;
    case clang::BO_Add: return Op::add;
    case clang::BO_Sub: return Op::subtract;
    case clang::BO_Shl: return Op::shift_left;
    case clang::BO_Shr: return is_signed ? Op::shift_right : Op::shift_right_unsigned;
    case clang::BO_And: return Op::bit_and;
    case clang::BO_Xor: return Op::bit_xor;
    case clang::BO_Or: return Op::bit_or;
    case clang::BO_EQ: return Op::equal;
    case clang::BO_NE: return Op::not_equal;
    case clang::BO_LT:
    case clang::BO_GT: return is_signed ? Op::less : Op::less_unsigned;
    case clang::BO_LE:
    case clang::BO_GE: return is_signed ? Op::less_equal : Op::less_equal_unsigned;
    default: return std::nullopt;
    }
}

bool is_pointer(const clang::Expr* expression) { return expression->getType()->isPointerType(); }

tree::Expression negated(Context& context, tree::Expression operand) {
    tree::Expression result;
    result.kind = tree::ExpressionKind::unary;
    result.op = Op::logic_not;
    result.type = int_type(context);
    result.where = operand.where;
    result.operands.push_back(std::move(operand));
    return result;
}

/// a > b is b < a, unless that would change the order in which two calls are made: then it is !(a <= b).
tree::Expression import_greater(Context& context, const clang::BinaryOperator* binary) {
    const bool is_signed = binary->getLHS()->getType()->isSignedIntegerOrEnumerationType();
    const bool strict = binary->getOpcode() == clang::BO_GT;
    tree::Expression left = import_expression(context, binary->getLHS());
    tree::Expression right = import_expression(context, binary->getRHS());
    tree::Expression result = make(context, tree::ExpressionKind::binary, binary);
    const bool in_order = binary->getLHS()->HasSideEffects(context.ast) && binary->getRHS()->HasSideEffects(context.ast);
    result.op = *operation(strict != in_order ? clang::BO_LT : clang::BO_LE, is_signed);
    result.operands.push_back(std::move(in_order ? left : right));
    result.operands.push_back(std::move(in_order ? right : left));
    return in_order ? negated(context, std::move(result)) : result;
}

tree::Expression import_logic(Context& context, const clang::BinaryOperator* binary) {
    tree::Expression result = make(
        context, binary->getOpcode() == clang::BO_LAnd ? tree::ExpressionKind::logic_and : tree::ExpressionKind::logic_or, binary);
    result.operands.push_back(import_condition(context, binary->getLHS()));
    result.operands.push_back(import_condition(context, binary->getRHS()));
    return result;
}

tree::Expression import_assignment(Context& context, const clang::BinaryOperator* binary) {
    check_pure_store(context, binary->getLHS(), binary->getOperatorLoc());
    tree::Expression result = make(context, tree::ExpressionKind::assign, binary);
    result.operands.push_back(import_lvalue(context, binary->getLHS()));
    result.operands.push_back(import_expression(context, binary->getRHS()));
    result.text = context.text(binary->getSourceRange());
    return result;
}

void reject_arithmetic(Context& context, const clang::Expr* at) {
    context.reject(at->getExprLoc(), "address arithmetic is not part of model C",
                   "keep the index of the element in an integer and subscript the array with it");
}

tree::Expression import_compound(Context& context, const clang::CompoundAssignOperator* compound) {
    if (is_pointer(compound->getLHS())) {
        reject_arithmetic(context, compound);
        return rejected(context, compound);
    }
    check_pure_store(context, compound->getLHS(), compound->getOperatorLoc());
    const clang::QualType computed = compound->getComputationLHSType();
    tree::Expression result = make(context, tree::ExpressionKind::compound, compound);
    result.compute = import_type(context, computed, compound->getExprLoc());
    const auto op = operation(clang::BinaryOperator::getOpForCompoundAssignment(compound->getOpcode()),
                              computed->isSignedIntegerOrEnumerationType());
    result.op = op.value_or(Op::add);
    result.operands.push_back(import_lvalue(context, compound->getLHS()));
    result.operands.push_back(import_expression(context, compound->getRHS()));
    result.text = context.text(compound->getSourceRange());
    return result;
}

tree::Expression import_increment(Context& context, const clang::UnaryOperator* unary) {
    if (is_pointer(unary)) {
        reject_arithmetic(context, unary);
        return rejected(context, unary);
    }
    check_pure_store(context, unary->getSubExpr(), unary->getOperatorLoc());
    tree::Expression result = make(context, tree::ExpressionKind::increment, unary);
    result.value = unary->isIncrementOp() ? 1 : -1;
    result.postfix = unary->isPostfix();
    result.operands.push_back(import_lvalue(context, unary->getSubExpr()));
    result.text = context.text(unary->getSourceRange());
    return result;
}

tree::Expression import_address(Context& context, const clang::UnaryOperator* unary) {
    const clang::Expr* object = bare(unary->getSubExpr());
    if (const clang::FunctionDecl* function = named_function(object)) {
        return import_function_name(context, function, unary);
    }
    const auto* inner = llvm::dyn_cast<clang::UnaryOperator>(object);
    if (inner != nullptr && inner->getOpcode() == clang::UO_Deref) {
        return import_expression(context, inner->getSubExpr());  // &*p is p, and looks at nothing
    }
    if (!object->getType()->isStructureType()) {
        reject_pointee(context, object->getType(), unary->getOperatorLoc());
        return rejected(context, unary);
    }
    tree::Expression result = make(context, tree::ExpressionKind::address, unary);
    result.operands.push_back(import_lvalue(context, object));
    return result;
}

tree::Expression import_dereference(Context& context, const clang::UnaryOperator* unary) {
    if (unary->getType()->isFunctionType()) {
        return import_expression(context, unary->getSubExpr());  // (*hook)(x) is hook(x)
    }
    if (!unary->getType()->isStructureType()) {
        reject_pointee(context, unary->getType(), unary->getOperatorLoc());
        return rejected(context, unary);
    }
    tree::Expression result = make(context, tree::ExpressionKind::dereference, unary);
    result.operands.push_back(import_expression(context, unary->getSubExpr()));
    return result;
}

}  // namespace

tree::Expression import_unary(Context& context, const clang::UnaryOperator* unary) {
    if (unary->isIncrementDecrementOp()) {
        return import_increment(context, unary);
    }
    tree::Expression result;
    switch (unary->getOpcode()) {
    case clang::UO_AddrOf:
        return import_address(context, unary);
    case clang::UO_Deref:
        return import_dereference(context, unary);
    case clang::UO_Plus:
    case clang::UO_Extension:
        return import_expression(context, unary->getSubExpr());
    case clang::UO_LNot:
        result = negated(context, import_condition(context, unary->getSubExpr()));
        result.where = context.position(unary->getBeginLoc());
        return result;
    case clang::UO_Minus:
    case clang::UO_Not:
        result = make(context, tree::ExpressionKind::unary, unary);
        result.op = unary->getOpcode() == clang::UO_Minus ? Op::negate : Op::bit_not;
        result.operands.push_back(import_expression(context, unary->getSubExpr()));
        return result;
    default:
        reject_expression(context, unary);
        return rejected(context, unary);
    }
}

tree::Expression import_binary(Context& context, const clang::BinaryOperator* binary) {
    if (const auto* compound = llvm::dyn_cast<clang::CompoundAssignOperator>(binary)) {
        return import_compound(context, compound);
    }
    switch (binary->getOpcode()) {
    case clang::BO_Assign:
        return import_assignment(context, binary);
    case clang::BO_LAnd:
    case clang::BO_LOr:
        return import_logic(context, binary);
    default:
        break;
    }
    const bool pointers = is_pointer(binary->getLHS()) || is_pointer(binary->getRHS());
    if (pointers && !binary->isEqualityOp() && binary->getOpcode() != clang::BO_Comma) {
        reject_arithmetic(context, binary);
        return rejected(context, binary);
    }
    if (binary->getOpcode() == clang::BO_GT || binary->getOpcode() == clang::BO_GE) {
        return import_greater(context, binary);
    }
    const auto op = operation(binary->getOpcode(), binary->getLHS()->getType()->isSignedIntegerOrEnumerationType());
    tree::Expression result = make(context, op ? tree::ExpressionKind::binary : tree::ExpressionKind::comma, binary);
    result.op = op.value_or(Op::constant);
    result.operands.push_back(import_expression(context, binary->getLHS()));
    result.operands.push_back(import_expression(context, binary->getRHS()));
    return result;
}

}  // namespace mmapck::lang::front
