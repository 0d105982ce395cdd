// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/purity.h"

#include "model/lang/import/expressions.h"

namespace mmapck::lang::front {

namespace {

bool is_own_variable(const clang::Expr* target) {
    target = bare(target);
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(target)) {
        return !member->isArrow() && is_own_variable(member->getBase());
    }
    if (const auto* subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(target)) {
        const auto* decay = llvm::dyn_cast<clang::ImplicitCastExpr>(bare(subscript->getBase()));
        return decay != nullptr && decay->getCastKind() == clang::CK_ArrayToPointerDecay && is_own_variable(decay->getSubExpr());
    }
    const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(target);
    const auto* variable = name != nullptr ? llvm::dyn_cast<clang::VarDecl>(name->getDecl()) : nullptr;
    return variable != nullptr && variable->hasLocalStorage();
}

}  // namespace

void check_pure_store(Context& context, const clang::Expr* target, clang::SourceLocation where) {
    if (context.in_pure && !is_own_variable(target)) {
        context.reject(where, "a pure function stores to what is not a variable of its own",
                       "leave out __pure, or return the value and let the caller store it; invariants only look");
    }
}

void check_pure_call(Context& context, llvm::StringRef callee, bool is_pure, clang::SourceLocation where) {
    if (!context.in_pure || is_pure) {
        return;
    }
    if (callee.empty()) {
        context.reject(where, "a pure function calls through a pointer", "call the function by its name, and mark it __pure");
    } else {
        context.reject(where, "a pure function calls " + quoted(callee) + ", which is not pure",
                       "mark " + quoted(callee) + " as __pure if it has no effects, or do not call it here");
    }
}

}  // namespace mmapck::lang::front
