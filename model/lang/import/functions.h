// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// Numbers a function that has a body, so that calls before it can name it.
void declare_function(Context& context, const clang::FunctionDecl* definition);

/// Parameters, roles and body of a function that is declared already.
void import_function(Context& context, const clang::FunctionDecl* definition);

/// Reports functions that call themselves, directly or through others by name.
void check_recursion(Context& context);

}  // namespace mmapck::lang::front
