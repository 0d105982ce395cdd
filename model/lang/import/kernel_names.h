// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace mmapck::lang::front {

/// Names of the kernel that model C does not have, and what to write instead.
struct Replacement {
    std::string_view names;   ///< with blanks between them; one that ends with '*' stands for all that begin so
    std::string_view advice;  ///< a sentence without its period; code in quotes
};

/// All that are known. The first that fits counts.
std::span<const Replacement> replacements();

/// What to write in model C instead of a function, a macro or a type of the kernel that it does not have, as a sentence without its period; empty if
/// nothing is known of that name. A `struct` comes without the word.
std::string_view instead_of(std::string_view kernel_name);

}  // namespace mmapck::lang::front
