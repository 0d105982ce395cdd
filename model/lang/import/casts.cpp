// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/expressions.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

tree::Expression import_integer_cast(Context& context, const clang::CastExpr* cast) {
    tree::Expression result = make(context, tree::ExpressionKind::cast, cast);
    result.operands.push_back(import_expression(context, cast->getSubExpr()));
    return result;
}

/// A pointer as a truth value.
tree::Expression import_pointer_test(Context& context, const clang::CastExpr* cast) {
    tree::Expression result = import_condition(context, cast->getSubExpr());
    result.type = import_type(context, cast->getType(), cast->getExprLoc());
    return result;
}

/// Between pointers: only what changes no type, and NULL.
tree::Expression import_pointer_cast(Context& context, const clang::CastExpr* cast) {
    const clang::Expr* operand = cast->getSubExpr();
    if (operand->isNullPointerConstant(context.ast, clang::Expr::NPC_ValueDependentIsNull) != clang::Expr::NPCK_NotNull) {
        return constant(context, import_type(context, cast->getType(), cast->getExprLoc()), 0, cast);
    }
    const tree::TypeId from = import_type(context, operand->getType(), operand->getExprLoc());
    const tree::TypeId to = import_type(context, cast->getType(), cast->getExprLoc());
    if (from != to) {
        reject_cast(context, cast);
    }
    return import_expression(context, operand);
}

}  // namespace

tree::Expression import_cast(Context& context, const clang::CastExpr* cast) {
    const clang::Expr* operand = cast->getSubExpr();
    switch (cast->getCastKind()) {
    case clang::CK_LValueToRValue:
        return import_lvalue(context, operand);
    case clang::CK_NoOp:
        return import_expression(context, operand);
    case clang::CK_ToVoid:
        return import_expression(context, operand);
    case clang::CK_IntegralCast:
    case clang::CK_IntegralToBoolean:
        return import_integer_cast(context, cast);
    case clang::CK_PointerToBoolean:
        return import_pointer_test(context, cast);
    case clang::CK_NullToPointer:
        return constant(context, import_type(context, cast->getType(), cast->getExprLoc()), 0, cast);
    case clang::CK_BitCast:
        return import_pointer_cast(context, cast);
    case clang::CK_FunctionToPointerDecay:
        if (const clang::FunctionDecl* function = named_function(operand)) {
            return import_function_name(context, function, cast);
        }
        return import_expression(context, operand);
    default:
        reject_cast(context, cast);
        return rejected(context, cast);
    }
}

}  // namespace mmapck::lang::front
