// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mmapck::checker::symbolic {

/// What a solver writes: an atom, or a list.
struct SExpression {
    std::string atom;                  ///< empty for a list
    std::vector<SExpression> items;
};

/// The first expression of a text; an empty list if there is none. Comments are passed over.
SExpression read_s_expression(std::string_view text);

/// The text again, on one line.
std::string to_text(const SExpression& expression);

/// The value of a literal: 5, (- 5), #b101, #x5, true. Vectors are two's complement. 0 for anything else.
std::int64_t number_of(const SExpression& literal);

}  // namespace mmapck::checker::symbolic
