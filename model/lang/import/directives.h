// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/import/limits.h"

namespace mmapck::lang::front {

/// Watches the preprocessor's directives: reports includes that are not found or lead out of the roots, which may change, and pragmas, and tells the limits
/// what is expanded and entered.
std::unique_ptr<clang::PPCallbacks> watch_directives(const Unit& unit, const std::vector<std::string>& roots, clang::Preprocessor& preprocessor,
                                                     Reporter& reporter, Limits& limits);

}  // namespace mmapck::lang::front
