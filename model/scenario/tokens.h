// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace mmapck::scenario::json {

struct Position {
    std::uint32_t line = 1, column = 1;
};

/// Walks over the tokens of a JSON text with comments to tell where each one begins. What it walks over has been accepted by a parser
/// already, so it does not check anything.
class Tokens {
  public:
    explicit Tokens(const std::string& text);

    /// The offset of the next value or key; moves behind it (behind the bracket of an array or object). The text's size at its end.
    std::size_t next();

    /// The offset at which the token begins that covers `offset`, which lies behind what next() has passed.
    std::size_t start_of_token_at(std::size_t offset) const;

    /// Line and column of an offset. Fast when offsets ascend.
    Position position(std::size_t offset);

  private:
    std::size_t skip_space(std::size_t at) const;
    std::size_t end_of_token(std::size_t at) const;

    const std::string& text_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;
    std::size_t line_begin_ = 0;
    std::uint32_t line_ = 1;
};

}  // namespace mmapck::scenario::json
