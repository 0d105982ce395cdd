// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// A function that the compiler of model C knows by its name.
struct BuiltinFunction {
    std::string_view name;
    tree::Builtin builtin;
    std::string_view arguments;  ///< a letter for each: 's' string literal, 'i' integer, 'c' condition, 'p' pointer to struct
    bool pure;
};

/// The builtin of this name, or null.
const BuiltinFunction* find_builtin(llvm::StringRef name);

tree::Expression import_builtin(Context& context, const clang::CallExpr* call, const BuiltinFunction& builtin);

/// What a function does with a pool, from its annotation: name_alloc(), name_free(), name_at().
struct PoolFunction {
    tree::Builtin builtin;
    std::string pool;
};
std::optional<PoolFunction> find_pool_function(const clang::FunctionDecl* function);

tree::Expression import_pool_call(Context& context, const clang::CallExpr* call, const PoolFunction& function);

}  // namespace mmapck::lang::front
