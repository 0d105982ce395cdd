// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/distributed/exchange.h"
#include "checker/explicit/link.h"

namespace mmapck::checker::distributed {

/// The place of a link in the canonical order: by parent, then by ordinal.
inline std::uint64_t key(explicit_::Link link) { return link.parent() << explicit_::Link::ordinal_bits | link.ordinal(); }
inline explicit_::Link link_of(std::uint64_t key) {
    return {key >> explicit_::Link::ordinal_bits, static_cast<std::uint32_t>(key & explicit_::Link::max_ordinal)};
}
inline std::uint64_t first_key_of(std::uint64_t parent) { return parent << explicit_::Link::ordinal_bits; }

/// Places of keys in the ascending order of those of all ranks.
struct Numbered {
    std::vector<std::uint64_t> places;  ///< of the keys of this rank
    std::uint64_t count = 0;            ///< of all keys
};

/// Sorts the keys of all ranks, which are different. All ranks must call it, each with its own in ascending order. As in sample sort each rank sorts
/// a range of keys, but no samples are needed: each parent has about as many of them; 16 bytes are sent for each key. Where there are few in all, each
/// rank sorts all of them, which takes one round instead of three.
Numbered number_keys(Ranks& ranks, Exchange& exchange, const std::vector<std::uint64_t>& keys, std::uint64_t few);

/// The smallest of what each rank has, and the sum. All must call it.
std::uint64_t least(Ranks& ranks, std::uint64_t own);
std::uint64_t sum(Ranks& ranks, std::uint64_t own);

}  // namespace mmapck::checker::distributed
