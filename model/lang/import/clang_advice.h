// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/lang/import/clang.h"

namespace mmapck::lang::front {

/// The first correction that Clang proposes, as a sentence; empty if there is none.
std::string correction_of(const clang::Diagnostic& info);

/// Whether we say it better ourselves: for includes that are not found.
bool is_reported_elsewhere(const clang::Diagnostic& info);

/// Clang's words, or clearer ones for a few errors.
std::string reworded(const clang::Diagnostic& info, const std::string& message);

/// For something that is nowhere declared: what takes its place, if it is a name that the kernel knows; or who declares it. May be empty.
std::string advice_on_name(const clang::Diagnostic& info);

/// What to write instead, for an error of Clang's own: its first correction, or words for the errors that people make most. May be empty.
std::string clang_advice(const clang::Diagnostic& info);

}  // namespace mmapck::lang::front
