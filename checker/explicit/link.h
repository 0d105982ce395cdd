// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mmapck::checker::explicit_ {

/// How a state was first reached: outcome number `ordinal` of state `parent`. The initial state has itself as parent.
struct Link {
    static constexpr std::uint32_t ordinal_bits = 24;
    static constexpr std::uint32_t max_ordinal = (std::uint32_t{1} << ordinal_bits) - 1;

    Link() = default;
    Link(std::uint64_t parent, std::uint32_t ordinal) : word_(parent << ordinal_bits | ordinal) {}
    std::uint64_t parent() const { return word_ >> ordinal_bits; }
    std::uint32_t ordinal() const { return static_cast<std::uint32_t>(word_) & max_ordinal; }

  private:
    std::uint64_t word_ = 0;
};

}  // namespace mmapck::checker::explicit_
