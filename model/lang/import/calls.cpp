// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/builtins.h"
#include "model/lang/import/expressions.h"
#include "model/lang/import/purity.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

#include "clang/Basic/Builtins.h"

namespace mmapck::lang::front {

namespace {

void add_arguments(Context& context, const clang::CallExpr* call, tree::Expression& result) {
    for (const clang::Expr* argument : call->arguments()) {
        result.operands.push_back(import_expression(context, argument));
    }
    result.text = context.text(call->getSourceRange());
}

/// Compilers' own functions. Hints about likelihood are looked through, the rest has no meaning in a model.
tree::Expression import_compiler_builtin(Context& context, const clang::CallExpr* call, const clang::FunctionDecl* callee) {
    const unsigned id = callee->getBuiltinID();
    if (id == clang::Builtin::BI__builtin_expect || id == clang::Builtin::BI__builtin_expect_with_probability) {
        return import_expression(context, call->getArg(0));
    }
    const bool unreachable = id == clang::Builtin::BI__builtin_unreachable || id == clang::Builtin::BI__builtin_trap;
    context.reject(call->getBeginLoc(), "the compiler's function " + quoted(callee->getName()) + " is not part of model C",
                   unreachable ? "write unreachable()" : "write out what it computes");
    return rejected(context, call);
}

bool is_pure(const clang::FunctionDecl* function) {
    for (const auto* attribute : function->getMostRecentDecl()->specific_attrs<clang::AnnotateAttr>()) {
        if (attribute->getAnnotation() == "mmapck.pure") {
            return true;
        }
    }
    return false;
}

bool is_entry(const clang::FunctionDecl* function) {
    for (const auto* attribute : function->getMostRecentDecl()->specific_attrs<clang::AnnotateAttr>()) {
        const llvm::StringRef name = attribute->getAnnotation();
        if (name == "mmapck.setup" || name == "mmapck.task" || name == "mmapck.daemon" || name == "mmapck.teardown" ||
            name == "mmapck.invariant") {
            return true;
        }
    }
    return false;
}

/// The number of a function that has a body; none, after a report, for one without.
tree::FunctionId function_of(Context& context, const clang::FunctionDecl* function, clang::SourceLocation where) {
    const auto known = context.functions.find(function->getCanonicalDecl());
    if (known != context.functions.end()) {
        return known->second;
    }
    context.reject(where, "the function " + quoted(function->getName()) + " is declared but never defined",
                   "give it a body, or include the file that does");
    context.note(function->getLocation(), "declared here");
    return tree::none;
}

tree::Expression import_direct_call(Context& context, const clang::CallExpr* call, const clang::FunctionDecl* callee) {
    const tree::FunctionId id = function_of(context, callee, call->getBeginLoc());
    if (id == tree::none) {
        return rejected(context, call);
    }
    if (is_entry(callee)) {
        context.reject(call->getBeginLoc(), "a task or an invariant is called", "move what both need into a function of its own");
        return rejected(context, call);
    }
    if (callee->getDefinition()->getNumParams() != call->getNumArgs()) {
        context.reject(call->getBeginLoc(), quoted(callee->getName()) + " is called with the wrong number of arguments",
                       "declare it with all of its parameters before it is called");
        return rejected(context, call);
    }
    check_pure_call(context, callee->getName(), is_pure(callee), call->getBeginLoc());
    if (context.function != nullptr) {
        context.calls.push_back({context.function->getCanonicalDecl(), callee->getCanonicalDecl(), call->getBeginLoc()});
    }
    tree::Expression result = make(context, tree::ExpressionKind::call, call);
    result.function = id;
    add_arguments(context, call, result);
    return result;
}

tree::Expression import_pointer_call(Context& context, const clang::CallExpr* call) {
    check_pure_call(context, {}, false, call->getBeginLoc());
    tree::Expression result = make(context, tree::ExpressionKind::call_pointer, call);
    result.operands.push_back(import_expression(context, call->getCallee()));
    add_arguments(context, call, result);
    return result;
}

}  // namespace

const clang::FunctionDecl* named_function(const clang::Expr* expression) {
    expression = bare(expression);
    if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(expression)) {
        return cast->getCastKind() == clang::CK_FunctionToPointerDecay || cast->getCastKind() == clang::CK_BuiltinFnToFnPtr
                   ? named_function(cast->getSubExpr())
                   : nullptr;
    }
    if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
        const bool same = unary->getOpcode() == clang::UO_Deref || unary->getOpcode() == clang::UO_AddrOf;
        return same ? named_function(unary->getSubExpr()) : nullptr;
    }
    const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(expression);
    return name != nullptr ? llvm::dyn_cast<clang::FunctionDecl>(name->getDecl()) : nullptr;
}

tree::Expression import_function_name(Context& context, const clang::FunctionDecl* function, const clang::Expr* at) {
    if (find_builtin(function->getName()) != nullptr || find_pool_function(function) || is_entry(function)) {
        context.reject(at->getExprLoc(), quoted(function->getName()) + " can only be called by the model's own machinery, not used as a value",
                       "wrap it in a function of your own");
        return rejected(context, at);
    }
    const tree::FunctionId id = function_of(context, function, at->getExprLoc());
    if (id == tree::none) {
        return rejected(context, at);
    }
    tree::Expression result = constant(context, import_type(context, context.ast.getPointerType(function->getType()), at->getExprLoc()), 0, at);
    result.kind = tree::ExpressionKind::function;
    result.function = id;
    return result;
}

tree::Expression import_call(Context& context, const clang::CallExpr* call) {
    const clang::FunctionDecl* callee = named_function(call->getCallee());
    if (callee == nullptr) {
        return import_pointer_call(context, call);
    }
    if (const BuiltinFunction* builtin = find_builtin(callee->getName())) {
        return import_builtin(context, call, *builtin);
    }
    if (const auto pool = find_pool_function(callee)) {
        return import_pool_call(context, call, *pool);
    }
    if (callee->getBuiltinID() != 0 && !callee->hasBody()) {
        return import_compiler_builtin(context, call, callee);
    }
    return import_direct_call(context, call, callee);
}

}  // namespace mmapck::lang::front
