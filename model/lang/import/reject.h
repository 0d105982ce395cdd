// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

/// The words for what is outside of the subset: what it is, and what to write instead.
namespace mmapck::lang::front {

void reject_type(Context& context, clang::QualType type, clang::SourceLocation where);
/// What a pointer may not point to.
void reject_pointee(Context& context, clang::QualType pointee, clang::SourceLocation where);
void reject_unnamed_member(Context& context, const clang::FieldDecl* member);
void reject_expression(Context& context, const clang::Expr* expression);
void reject_cast(Context& context, const clang::CastExpr* cast);
void reject_statement(Context& context, const clang::Stmt* statement);
/// Attributes that change what a declaration means in ways that a model does not have.
void reject_attributes(Context& context, const clang::Decl* declaration);

}  // namespace mmapck::lang::front
