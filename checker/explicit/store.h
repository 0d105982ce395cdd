// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "checker/explicit/layout.h"

namespace mmapck::checker::explicit_ {

/// The set of all states found: each packed state whole (nothing is lost to hashing), numbered in order of insertion. An open hash
/// table of power-of-two size holds, per state, its number and some bits of its hash.
class Store {
  public:
    Store(std::uint32_t words, std::uint64_t seed);

    std::uint64_t hash(const Word* state) const;

    /// Fetches the cache line that `find_or_insert` will look at first.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

    enum class Found : std::uint8_t { fresh, known, no_room };

    /// Adds a state unless it is there. no_room: it is not there, and `max_states` are.
    Found insert(const Word* state, std::uint64_t hash, std::uint64_t max_states);

    std::uint64_t size() const { return size_; }
    const Word* state(std::uint64_t number) const {
        return chunks_[number >> chunk_bits].get() + (number & (chunk_states - 1)) * words_;
    }

    /// Allocated, in bytes.
    std::uint64_t bytes() const { return bytes_for(chunks_.size(), slots_.size()); }
    /// What bytes() may become by adding so many states.
    std::uint64_t bytes_with(std::uint64_t more) const;

  private:
    static constexpr std::uint32_t chunk_bits = 12;
    static constexpr std::uint64_t chunk_states = std::uint64_t{1} << chunk_bits;
    static constexpr std::uint32_t number_bits = 40;  // of a slot: the state's number + 1; the rest: bits of its hash

    std::uint64_t bytes_for(std::uint64_t chunks, std::uint64_t slots) const {
        return chunks * chunk_states * words_ * sizeof(Word) + slots * sizeof(std::uint64_t);
    }
    bool crowded(std::uint64_t states) const { return states > slots_.size() / 4 * 3; }
    void grow();

    std::uint32_t words_;
    std::uint64_t seed_;
    std::uint64_t size_ = 0;
    std::uint64_t mask_ = 0;
    std::vector<std::uint64_t> slots_;
    std::vector<std::unique_ptr<Word[]>> chunks_;
};

}  // namespace mmapck::checker::explicit_
