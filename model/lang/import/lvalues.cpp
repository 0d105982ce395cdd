// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/expressions.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

/// The object that a member or an element is part of. Values of calls and of ?: are no objects.
tree::Expression import_base(Context& context, const clang::Expr* expression) {
    expression = bare(expression);
    if (!expression->isLValue()) {
        context.reject(expression->getBeginLoc(), "a member of a value that is not stored", "store the struct in a variable first");
        return rejected(context, expression);
    }
    return import_lvalue(context, expression);
}

tree::Expression import_member(Context& context, const clang::MemberExpr* member) {
    const auto* field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    if (field == nullptr) {
        reject_expression(context, member);
        return rejected(context, member);
    }
    import_structure(context, field->getParent());
    const auto index = context.fields.find(field);
    if (index == context.fields.end()) {
        return rejected(context, member);  // in an unnamed member, which was reported
    }
    tree::Expression result = make(context, member->isArrow() ? tree::ExpressionKind::arrow : tree::ExpressionKind::member, member);
    result.field = index->second;
    result.operands.push_back(member->isArrow() ? import_expression(context, member->getBase())
                                                : import_base(context, member->getBase()));
    return result;
}

tree::Expression import_subscript(Context& context, const clang::ArraySubscriptExpr* subscript) {
    const auto* decay = llvm::dyn_cast<clang::ImplicitCastExpr>(bare(subscript->getBase()));
    if (decay == nullptr || decay->getCastKind() != clang::CK_ArrayToPointerDecay) {
        context.reject(subscript->getExprLoc(), "a subscript on a pointer is address arithmetic",
                       "index the array itself, or follow a pointer with ->");
        return rejected(context, subscript);
    }
    if (llvm::isa<clang::StringLiteral>(bare(decay->getSubExpr()))) {
        reject_expression(context, bare(decay->getSubExpr()));
        return rejected(context, subscript);
    }
    tree::Expression result = make(context, tree::ExpressionKind::subscript, subscript);
    result.operands.push_back(import_base(context, decay->getSubExpr()));
    result.operands.push_back(import_expression(context, subscript->getIdx()));
    return result;
}

tree::Expression import_name(Context& context, const clang::DeclRefExpr* name) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(name->getDecl())) {
        tree::Expression result = make(context, tree::ExpressionKind::variable, name);
        result.variable = variable_of(context, variable, name->getLocation());
        return result.variable == tree::none ? rejected(context, name) : result;
    }
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(name->getDecl())) {
        return import_function_name(context, function, name);
    }
    reject_expression(context, name);
    return rejected(context, name);
}

}  // namespace

tree::VariableId variable_of(Context& context, const clang::VarDecl* declaration, clang::SourceLocation where) {
    const auto known = context.variables.find(declaration->getCanonicalDecl());
    if (known != context.variables.end()) {
        return known->second;
    }
    if (declaration->hasGlobalStorage()) {
        context.reject(where, "the variable " + quoted(declaration->getName()) + " is declared but never defined",
                       "define it in one file that the scenario includes");
        context.note(declaration->getLocation(), "declared here");
    }
    return tree::none;
}

tree::Expression import_lvalue(Context& context, const clang::Expr* expression) {
    expression = bare(expression);
    const Nesting nesting(context);
    if (!nesting.fits(expression->getBeginLoc())) {
        return rejected(context, expression);
    }
    switch (expression->getStmtClass()) {
    case clang::Stmt::DeclRefExprClass:
        return import_name(context, llvm::cast<clang::DeclRefExpr>(expression));
    case clang::Stmt::MemberExprClass:
        return import_member(context, llvm::cast<clang::MemberExpr>(expression));
    case clang::Stmt::ArraySubscriptExprClass:
        return import_subscript(context, llvm::cast<clang::ArraySubscriptExpr>(expression));
    case clang::Stmt::UnaryOperatorClass:
        return import_unary(context, llvm::cast<clang::UnaryOperator>(expression));
    default:
        reject_expression(context, expression);
        return rejected(context, expression);
    }
}

}  // namespace mmapck::lang::front
