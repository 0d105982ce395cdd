// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/lang/import/clang.h"

namespace mmapck::lang::front {

/// What to write instead, for an error of Clang's own: its first correction, or words for the errors that people make most. May be empty.
std::string clang_advice(const clang::Diagnostic& info);

}  // namespace mmapck::lang::front
