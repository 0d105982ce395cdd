// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/lang/compile.h"
#include "model/lang/import/reporter.h"

namespace mmapck::lang::front {

/// Parses a unit with Clang, as gnu11 without any library and for one fixed target. Calls `use` with the AST if the unit has no errors so far. Returns
/// all that was reported, by Clang and by `use`.
std::vector<Diagnostic> parse(const Unit& unit, Reporter& reporter, llvm::function_ref<void(clang::ASTContext&)> use);

}  // namespace mmapck::lang::front
