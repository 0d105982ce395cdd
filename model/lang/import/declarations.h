// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// All that a translation unit declares: types, globals, functions with their bodies.
void import_declarations(Context& context, const clang::TranslationUnitDecl* unit);

/// A variable of a function that lives on its stack.
tree::VariableId import_local(Context& context, const clang::VarDecl* variable);

/// Any other declaration among statements: static variables, types, functions.
void import_local_declaration(Context& context, const clang::Decl* declaration);

}  // namespace mmapck::lang::front
