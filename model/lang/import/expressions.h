// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// An expression for its value or its effect. Implicit conversions become casts, integer constants are folded.
tree::Expression import_expression(Context& context, const clang::Expr* expression);

/// An expression that is tested against 0 or NULL: pointers become comparisons. Its text is filled in.
tree::Expression import_condition(Context& context, const clang::Expr* expression);

/// An object: a variable, a member, an element or what a pointer points to.
tree::Expression import_lvalue(Context& context, const clang::Expr* expression);

tree::Expression import_call(Context& context, const clang::CallExpr* call);
tree::Expression import_cast(Context& context, const clang::CastExpr* cast);
tree::Expression import_unary(Context& context, const clang::UnaryOperator* unary);
tree::Expression import_binary(Context& context, const clang::BinaryOperator* binary);
tree::Expression import_initializer(Context& context, const clang::InitListExpr* list);

/// The function that an expression names, or null.
const clang::FunctionDecl* named_function(const clang::Expr* expression);
tree::Expression import_function_name(Context& context, const clang::FunctionDecl* function, const clang::Expr* at);

/// The variable of a declaration, in a tree that knows it already. Reports one that is declared but never defined.
tree::VariableId variable_of(Context& context, const clang::VarDecl* declaration, clang::SourceLocation where);

/// An expression of a kind, with type and position of `at`.
tree::Expression make(Context& context, tree::ExpressionKind kind, const clang::Expr* at);
tree::Expression constant(Context& context, tree::TypeId type, std::int64_t value, const clang::Expr* at);
/// What stands for an expression that was rejected.
tree::Expression rejected(Context& context, const clang::Expr* at);
/// Zero of a type: a constant, or an initialiser of zeros.
tree::Expression zero(Context& context, clang::QualType type, const clang::Expr* at);

/// The expression without parentheses, __extension__ and what _Generic did not choose.
const clang::Expr* bare(const clang::Expr* expression);

}  // namespace mmapck::lang::front
