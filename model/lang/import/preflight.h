// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/lang/diagnostic.h"

/// What a text must be before Clang sees it. Clang recurses over brackets and long statements, so both have limits.
namespace mmapck::lang::front {

inline constexpr std::size_t most_bytes = 8u << 20;        ///< of one file
inline constexpr unsigned deepest_brackets = 256;          ///< parentheses, brackets and braces inside of each other
inline constexpr std::size_t longest_statement = 10'000;   ///< tokens without a semicolon or brace; commas between braces count as ends

/// Why a text cannot be model C: too large, NUL bytes, not UTF-8, nested too deeply, a statement without end. O(size of the text).
std::optional<Diagnostic> check_text(const std::string& path, std::string_view text);

}  // namespace mmapck::lang::front
