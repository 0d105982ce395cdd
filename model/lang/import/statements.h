// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// A function's body and all that is in it; always a block.
tree::Statement import_body(Context& context, const clang::Stmt* body);

}  // namespace mmapck::lang::front
