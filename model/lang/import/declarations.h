// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

using Declarations = llvm::iterator_range<clang::DeclContext::decl_iterator>;

/// All that a translation unit or a part of one declares: types, globals, functions with their bodies.
void import_declarations(Context& context, Declarations declarations);

/// A variable of a function that lives on its stack.
tree::VariableId import_local(Context& context, const clang::VarDecl* variable);

/// Any other declaration among statements: static variables, types, functions.
void import_local_declaration(Context& context, const clang::Decl* declaration);

}  // namespace mmapck::lang::front
