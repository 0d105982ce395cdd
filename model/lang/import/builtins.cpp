// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/builtins.h"

#include <algorithm>
#include <array>

#include "model/lang/import/expressions.h"
#include "model/lang/import/purity.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

using tree::Builtin;

constexpr std::array known_builtins{
    BuiltinFunction{"__mmapck_task", Builtin::task, "", true},
    BuiltinFunction{"__mmapck_wait", Builtin::wait, "c", false},
    BuiltinFunction{"__mmapck_assume", Builtin::assume, "c", false},
    BuiltinFunction{"__mmapck_check", Builtin::check, "css", false},
    BuiltinFunction{"__mmapck_choose", Builtin::choose, "ii", false},
    BuiltinFunction{"__mmapck_fault", Builtin::fault, "sii", false},
    BuiltinFunction{"__mmapck_fault_choose", Builtin::fault_choose, "siiii", false},
    BuiltinFunction{"__mmapck_event", Builtin::event, "ipi", false},
    BuiltinFunction{"__mmapck_subject", Builtin::subject, "c", true},
};

void import_string(Context& context, const clang::Expr* argument, tree::Expression& result) {
    const auto* string = llvm::dyn_cast<clang::StringLiteral>(bare(argument)->IgnoreParenImpCasts());
    if (string == nullptr || string->getCharByteWidth() != 1) {
        context.reject(argument->getExprLoc(), "a string literal is expected here", "write the words between double quotes");
        return;
    }
    const llvm::StringRef text = string->getString();
    if (text.find('\0') != llvm::StringRef::npos) {
        context.reject(argument->getExprLoc(), "the string holds a NUL character", "leave it out");
        return;
    }
    result.strings.push_back(text.str());
}

/// The object of an event: void * to the builtin, a pointer to a struct to us.
tree::Expression import_object(Context& context, const clang::Expr* argument) {
    const clang::Expr* object = bare(argument);
    while (const auto* cast = llvm::dyn_cast<clang::CastExpr>(object)) {
        if (cast->getCastKind() != clang::CK_BitCast && cast->getCastKind() != clang::CK_NoOp) {
            break;
        }
        object = bare(cast->getSubExpr());
    }
    tree::Expression result = import_expression(context, object);
    const tree::Type& type = context.unit.types[result.type];
    if (type.kind != tree::TypeKind::pointer || type.structure == tree::none) {
        context.reject(argument->getExprLoc(), "an event needs the object that it is about", "pass a pointer to a struct");
    }
    return result;
}

void import_arguments(Context& context, const clang::CallExpr* call, std::string_view kinds, tree::Expression& result) {
    for (unsigned i = 0; i < call->getNumArgs(); ++i) {
        const clang::Expr* argument = call->getArg(i);
        switch (kinds[i]) {
        case 's':
            import_string(context, argument, result);
            break;
        case 'p':
            result.operands.push_back(import_object(context, argument));
            break;
        case 'c':
            result.operands.push_back(import_condition(context, argument));
            break;
        default:
            result.operands.push_back(import_expression(context, argument));
            break;
        }
    }
}

}  // namespace

const BuiltinFunction* find_builtin(llvm::StringRef name) {
    const auto found = std::find_if(known_builtins.begin(), known_builtins.end(),
                                    [&](const BuiltinFunction& b) { return name == llvm::StringRef(b.name.data(), b.name.size()); });
    return found == known_builtins.end() ? nullptr : &*found;
}

tree::Expression import_builtin(Context& context, const clang::CallExpr* call, const BuiltinFunction& builtin) {
    const std::string name(builtin.name);
    if (call->getNumArgs() != builtin.arguments.size()) {
        context.reject(call->getBeginLoc(), quoted(name) + " takes " + std::to_string(builtin.arguments.size()) + " arguments",
                       "include <mmapck/primitives.h> instead of declaring it");
        return rejected(context, call);
    }
    check_pure_call(context, name, builtin.pure, call->getBeginLoc());
    tree::Expression result = make(context, tree::ExpressionKind::builtin, call);
    result.builtin = builtin.builtin;
    import_arguments(context, call, builtin.arguments, result);
    result.text = context.text(call->getSourceRange());
    return result;
}

std::optional<PoolFunction> find_pool_function(const clang::FunctionDecl* function) {
    for (const auto* attribute : function->getMostRecentDecl()->specific_attrs<clang::AnnotateAttr>()) {
        PoolFunction result{Builtin::pool_alloc, {}};
        if (attribute->getAnnotation() == "mmapck.free") {
            result.builtin = Builtin::pool_free;
        } else if (attribute->getAnnotation() == "mmapck.at") {
            result.builtin = Builtin::pool_at;
        } else if (attribute->getAnnotation() == "mmapck.index") {
            result.builtin = Builtin::pool_index;
        } else if (attribute->getAnnotation() != "mmapck.alloc") {
            continue;
        }
        for (const clang::Expr* argument : attribute->args()) {
            if (const auto* name = llvm::dyn_cast<clang::StringLiteral>(argument->IgnoreParenImpCasts())) {
                result.pool = name->getString().str();
            }
        }
        return result;
    }
    return std::nullopt;
}

tree::Expression import_pool_call(Context& context, const clang::CallExpr* call, const PoolFunction& function) {
    const auto pool = context.pools.find(function.pool);
    const unsigned arguments = function.builtin == Builtin::pool_alloc ? 0 : 1;
    if (pool == context.pools.end() || call->getNumArgs() != arguments) {
        context.reject(call->getBeginLoc(), "this function belongs to no pool", "declare the pool with POOL(type, name, size)");
        return rejected(context, call);
    }
    check_pure_call(context, named_function(call->getCallee())->getName(), function.builtin == Builtin::pool_at || function.builtin == Builtin::pool_index, call->getBeginLoc());
    tree::Expression result = make(context, tree::ExpressionKind::builtin, call);
    result.builtin = function.builtin;
    result.variable = variable_of(context, pool->second, call->getBeginLoc());
    for (const clang::Expr* argument : call->arguments()) {
        result.operands.push_back(import_expression(context, argument));
    }
    result.text = context.text(call->getSourceRange());
    return result;
}

}  // namespace mmapck::lang::front
