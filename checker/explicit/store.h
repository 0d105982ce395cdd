// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "checker/explicit/layout.h"
#include "checker/explicit/memory.h"
#include "checker/explicit/rows.h"

namespace mmapck::checker::explicit_ {

/// The set of all states found: each packed state whole (nothing is lost to hashing), numbered in order of insertion. An open hash
/// table of power-of-two size holds, per state, its number and some bits of its hash. A lookup is a random access to the table and, if
/// the state is known, one to the states; `prefetch` and `prefetch_state` let the caller overlap them for many states.
class Store {
  public:
    Store(std::uint32_t words, std::uint64_t seed);

    std::uint64_t hash(const Word* state) const;

    /// Fetches what `insert` looks at first.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

    /// Fetches the state that `insert` probably compares with; some time after prefetch.
    void prefetch_state(std::uint64_t hash) const {
        const std::uint64_t slot = slots_[hash & mask_];
        if (slot != 0 && ((slot ^ hash) & ~number_mask) == 0) __builtin_prefetch(state((slot & number_mask) - 1));
    }

    enum class Found : std::uint8_t { fresh, known, no_room };

    /// Adds a state unless it is there. no_room: it is not there, and `max_states` are.
    Found insert(const Word* state, std::uint64_t hash, std::uint64_t max_states);

    /// Adds a state unless it is there. Returns its number.
    std::uint64_t add(const Word* state);

    std::uint64_t size() const { return states_.size(); }
    const Word* state(std::uint64_t number) const { return reinterpret_cast<const Word*>(states_[number]); }

    /// In use, in bytes.
    std::uint64_t bytes() const { return bytes_for(size(), slots_.size()); }
    /// What bytes() may become by adding so many states.
    std::uint64_t bytes_with(std::uint64_t more) const;

  private:
    static constexpr std::uint32_t number_bits = 40;       // of a slot: the state's number + 1; the rest: bits of its hash
    static constexpr std::uint64_t number_mask = (std::uint64_t{1} << number_bits) - 1;

    std::uint64_t bytes_for(std::uint64_t states, std::uint64_t slots) const {
        return states * words_ * sizeof(Word) + slots * sizeof(std::uint64_t);
    }
    static bool crowded(std::uint64_t states, std::uint64_t slots) { return states > slots / 4 * 3; }
    bool same(const Word* a, const Word* b) const {
        Word different = 0;
        for (std::uint32_t word = 0; word < words_; ++word) different |= a[word] ^ b[word];
        return different == 0;
    }
    bool find(const Word* state, std::uint64_t hash, std::uint64_t& slot) const;
    void append(const Word* state, std::uint64_t hash, std::uint64_t slot);
    void grow();

    std::uint32_t words_;
    std::uint64_t seed_;
    std::uint64_t mask_ = 0;
    Pages slots_;
    Rows states_;
};

}  // namespace mmapck::checker::explicit_
