// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

/// What __pure functions and invariants may not do. Nothing is checked in other functions.
namespace mmapck::lang::front {

/// A store to `target`, which must be a variable of the function's own.
void check_pure_store(Context& context, const clang::Expr* target, clang::SourceLocation where);

/// A call of `callee`; null for a call through a pointer. `is_pure`: it has no effects.
void check_pure_call(Context& context, llvm::StringRef callee, bool is_pure, clang::SourceLocation where);

}  // namespace mmapck::lang::front
