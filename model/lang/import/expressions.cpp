// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/expressions.h"

#include <algorithm>
#include <optional>

#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

constexpr std::size_t most_expressions = 2'000'000;

/// False, after one report, where the tree would be too large.
bool fits_in_memory(Context& context, const clang::Expr* expression) {
    if (context.expressions >= most_expressions && !context.too_large) {
        context.too_large = true;
        context.reject(expression->getBeginLoc(), "the model has more than " + std::to_string(most_expressions) + " expressions",
                       "fill large arrays in loops: elements that are not named are zero anyway");
    }
    return !context.too_large;
}

bool has_floating(const clang::Stmt* statement) {
    const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
    if (expression != nullptr && expression->getType()->isFloatingType()) {
        return true;
    }
    return std::any_of(statement->child_begin(), statement->child_end(),
                       [](const clang::Stmt* child) { return child != nullptr && has_floating(child); });
}

/// The value of an integer constant expression, and of what Clang can compute like one.
std::optional<std::int64_t> folded(const Context& context, const clang::Expr* expression) {
    if (!expression->isPRValue() || !expression->getType()->isIntegralOrEnumerationType()) {
        return std::nullopt;
    }
    clang::Expr::EvalResult result;
    if (!expression->EvaluateAsInt(result, context.ast, clang::Expr::SE_NoSideEffects) ||
        result.Val.getInt().getBitWidth() > 64 || has_floating(expression)) {
        return std::nullopt;
    }
    return result.Val.getInt().extOrTrunc(64).getSExtValue();
}

/// Of other functions Clang has said whether all paths return, which may depend on conditions that are constant.
bool returns_at_its_end(const clang::FunctionDecl* function) {
    if (function == nullptr || function->getReturnType()->isVoidType()) {
        return true;
    }
    const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(function->getBody());
    return body != nullptr && !body->body_empty() && llvm::isa<clang::ReturnStmt>(body->body_back());
}

tree::Expression import_conditional(Context& context, const clang::ConditionalOperator* conditional) {
    tree::Expression result = make(context, tree::ExpressionKind::conditional, conditional);
    result.operands.push_back(import_condition(context, conditional->getCond()));
    result.operands.push_back(import_expression(context, conditional->getTrueExpr()));
    result.operands.push_back(import_expression(context, conditional->getFalseExpr()));
    return result;
}

/// a ?: b, which evaluates a once.
tree::Expression import_elvis(Context& context, const clang::BinaryConditionalOperator* conditional) {
    const clang::Expr* tested = conditional->getCommon();
    if (tested->HasSideEffects(context.ast)) {
        context.reject(conditional->getExprLoc(), "?: without a middle operand, on an expression with side effects",
                       "store the value in a variable first");
        return rejected(context, conditional);
    }
    tree::Expression result = make(context, tree::ExpressionKind::conditional, conditional);
    result.operands.push_back(import_condition(context, tested));
    tree::Expression value = import_expression(context, tested);
    if (value.type != result.type) {
        tree::Expression cast = make(context, tree::ExpressionKind::cast, conditional);
        cast.operands.push_back(std::move(value));
        value = std::move(cast);
    }
    result.operands.push_back(std::move(value));
    result.operands.push_back(import_expression(context, conditional->getFalseExpr()));
    return result;
}

tree::Expression dispatch(Context& context, const clang::Expr* expression) {
    if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(expression)) {
        return import_cast(context, cast);
    }
    if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
        return import_binary(context, binary);
    }
    switch (expression->getStmtClass()) {
    case clang::Stmt::UnaryOperatorClass:
        return import_unary(context, llvm::cast<clang::UnaryOperator>(expression));
    case clang::Stmt::CallExprClass:
        return import_call(context, llvm::cast<clang::CallExpr>(expression));
    case clang::Stmt::ConditionalOperatorClass:
        return import_conditional(context, llvm::cast<clang::ConditionalOperator>(expression));
    case clang::Stmt::BinaryConditionalOperatorClass:
        return import_elvis(context, llvm::cast<clang::BinaryConditionalOperator>(expression));
    case clang::Stmt::InitListExprClass:
        return import_initializer(context, llvm::cast<clang::InitListExpr>(expression));
    case clang::Stmt::ImplicitValueInitExprClass:
        return zero(context, expression->getType(), expression);
    case clang::Stmt::DeclRefExprClass:
    case clang::Stmt::MemberExprClass:
    case clang::Stmt::ArraySubscriptExprClass:
        return import_lvalue(context, expression);
    default:
        reject_expression(context, expression);
        return rejected(context, expression);
    }
}

}  // namespace

const clang::Expr* bare(const clang::Expr* expression) {
    for (;;) {
        const clang::Expr* inner = expression->IgnoreParens();
        if (const auto* full = llvm::dyn_cast<clang::FullExpr>(inner)) {
            inner = full->getSubExpr();
        }
        if (inner == expression) {
            return expression;
        }
        expression = inner;
    }
}

tree::Expression make(Context& context, tree::ExpressionKind kind, const clang::Expr* at) {
    ++context.expressions;
    tree::Expression result;
    result.kind = kind;
    result.type = import_type(context, at->getType(), at->getExprLoc());
    result.where = context.position(at->getBeginLoc());
    return result;
}

tree::Expression constant(Context& context, tree::TypeId type, std::int64_t value, const clang::Expr* at) {
    tree::Expression result;
    result.type = type;
    result.where = context.position(at->getBeginLoc());
    result.value = value;
    return result;
}

tree::Expression rejected(Context& context, const clang::Expr* at) { return constant(context, int_type(context), 0, at); }

tree::Expression import_expression(Context& context, const clang::Expr* expression) {
    expression = bare(expression);
    const Nesting nesting(context);
    if (!nesting.fits(expression->getBeginLoc()) || !fits_in_memory(context, expression)) {
        return rejected(context, expression);
    }
    if (const auto value = folded(context, expression)) {
        tree::Expression result = make(context, tree::ExpressionKind::constant, expression);
        result.value = *value;
        result.formula = context.parameters.formula(expression);
        return result;
    }
    return dispatch(context, expression);
}

tree::Expression import_condition(Context& context, const clang::Expr* expression) {
    tree::Expression result = import_expression(context, expression);
    if (result.formula != tree::none && !returns_at_its_end(context.function)) context.parameters.fix_in_prelude(expression);
    const tree::TypeKind kind = context.unit.types[result.type].kind;
    if (kind == tree::TypeKind::pointer || kind == tree::TypeKind::function) {
        tree::Expression test;
        test.kind = tree::ExpressionKind::binary;
        test.op = program::Op::not_equal;
        test.type = int_type(context);
        test.where = result.where;
        test.operands.push_back(std::move(result));
        test.operands.push_back(constant(context, test.operands[0].type, 0, expression));
        result = std::move(test);
    }
    result.text = context.text(expression->getSourceRange());
    return result;
}

}  // namespace mmapck::lang::front
