// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "checker/explicit/layout.h"
#include "checker/explicit/rows.h"
#include "checker/explicit/table.h"

namespace mmapck::checker::explicit_ {

/// The set of all states found: each packed state whole (nothing is lost to hashing), in as many bytes as its bits need, numbered in order
/// of insertion. A hash table finds their numbers. A lookup is a random access to the table and, if the state is known, one to
/// the states; `prefetch` and `read` let the caller overlap them for many states.
class Store {
  public:
    /// `bits`: of a state; further ones in its last word are 0.
    Store(std::uint32_t bits, std::uint64_t seed);

    std::uint64_t hash(const Word* state) const;

    /// Fetches what `insert` looks at first.
    void prefetch(std::uint64_t hash) const { table_.prefetch(hash); }

    /// Reads what `insert` or `claim` will look at for many states, so that all of them wait for memory together. `numbers`: for its own use.
    void read(const std::vector<std::uint64_t>& hashes, std::vector<std::uint64_t>& numbers) const;

    enum class Found : std::uint8_t { fresh, known, no_room };

    /// Adds a state unless it is there. no_room: it is not there, and `max_states` are.
    Found insert(const Word* state, std::uint64_t hash, std::uint64_t max_states);

    /// Adds a state unless it is there. Returns its number.
    std::uint64_t add(const Word* state, std::uint64_t hash);
    std::uint64_t add(const Word* state) { return add(state, hash(state)); }

    /// The number of a state; none if it is not there.
    static constexpr std::uint64_t none = Table::none;
    std::uint64_t find(const Word* state) const;

    // To add states on several threads: they claim places with numbers from size() on, which pending(number) knows, so that of equal states the one with
    // the smallest number gets one; one thread extends the store; then they settle what was claimed. Or all that was claimed is given back.

    /// What had the place: none, if nothing had; a smaller number, which keeps it; or a larger one, which has lost it.
    template <class Pending>
    std::uint64_t claim(const Word* state, std::uint64_t hash, std::uint64_t number, Table::Place& place, Pending pending) {
        return table_.claim(hash, number, place, [&](std::uint64_t other) {
            if (other < size()) return same(state, other);
            const Word* const theirs = pending(other);
            Word any = 0;
            for (std::uint32_t i = 0; i < words_; ++i) any |= state[i] ^ theirs[i];
            return any == 0;
        });
    }
    void extend(std::uint64_t states) { states_.extend(states); }
    void settle(Table::Place place, std::uint64_t number, const Word* state) {
        table_.renumber(place, number);
        std::byte* const row = states_[number];  // others write its neighbours
        const std::uint32_t bytes = states_.bytes_per_row();
        if (bytes < sizeof(Word)) {
            std::memcpy(row, state, bytes);
            return;
        }
        for (std::uint32_t i = 0; i + 1 < words_; ++i) std::memcpy(row + i * sizeof(Word), state + i, sizeof(Word));
        std::memcpy(row + bytes - sizeof(Word), reinterpret_cast<const std::byte*>(state) + bytes - sizeof(Word), sizeof(Word));
    }
    void give_back(Table::Place place) { table_.give_back(place); }

    /// Whether so many more can be claimed.
    bool fits(std::uint64_t more) const { return table_.fits(size() + more); }

    /// Whether it should grow before more is claimed: then the table is made larger, and several threads put all states into it again.
    bool crowded() const { return table_.crowded(size()); }
    void clear_and_grow_table() { table_.clear_and_grow(); }
    void put_again(std::uint64_t first, std::uint64_t last);

    std::uint64_t size() const { return states_.size(); }

    /// Copies a state.
    void load(std::uint64_t number, Word* state) const {
        const std::byte* const row = states_[number];
        for (std::uint32_t i = 0; i < words_; ++i) std::memcpy(state + i, row + i * sizeof(Word), sizeof(Word));
        state[words_ - 1] &= last_mask_;
    }

    /// In use, in bytes.
    std::uint64_t bytes() const { return states_.bytes() + table_.bytes(); }
    /// A bound of what is resident with so many more states.
    std::uint64_t resident_with(std::uint64_t more) const { return states_.resident_of(size() + more) + table_.bytes_with(size() + more); }

    /// What a checkpoint has of it: the rows, and the size of the table, which is then built from them as it was.
    Rows& rows() { return states_; }
    std::uint64_t table_bytes() const { return table_.bytes(); }
    void rebuild_table(std::uint64_t bytes);

  private:
    bool same(const Word* wanted, std::uint64_t number) const {
        const std::byte* const row = states_[number];
        const auto different = [row, wanted](std::uint32_t i) {
            Word word = 0;
            std::memcpy(&word, row + i * sizeof(Word), sizeof word);
            return word ^ wanted[i];
        };
        Word any = different(words_ - 1) & last_mask_;
        for (std::uint32_t i = words_ - 1; i-- > 0;) any |= different(i);
        return any == 0;
    }
    std::uint64_t find(const Word* state, std::uint64_t hash, Table::Place& place) const {
        return table_.find(hash, place, [&](std::uint64_t number) { return same(state, number); });
    }
    void append(const Word* state, std::uint64_t hash, Table::Place place);
    void grow();
    bool fill_table();
    template <class Put>
    bool for_each_hash(std::uint64_t first, std::uint64_t last, Put put) const;

    std::uint32_t words_;
    Word last_mask_;
    std::uint64_t seed_;
    Table table_;
    Rows states_;
};

// States are short, and all of one length: two words by multiplication, as in wyhash (Wang Yi), cost less than calling a hash function
// for any text.
inline std::uint64_t Store::hash(const Word* state) const {
    constexpr std::uint64_t first_key = 0xa0761d6478bd642f, second_key = 0xe7037ed1a0b428db;  // odd, with as many ones as zeros
    const auto fold = [](std::uint64_t a, std::uint64_t b) {
        __extension__ using Product = unsigned __int128;
        const Product product = static_cast<Product>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    std::uint64_t hash = seed_ ^ first_key;
    std::uint32_t word = 0;
    for (; word + 1 < words_; word += 2) hash = fold(hash ^ state[word], second_key ^ state[word + 1]);
    if (word < words_) hash = fold(hash ^ state[word], second_key);
    return fold(hash, first_key);
}

}  // namespace mmapck::checker::explicit_
