// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "checker/explicit/memory.h"

namespace mmapck::checker::explicit_ {

/// A set of words other than 0: an open hash table that holds nothing but the words, eight to a cache line. They are mixed so that they spread, by steps each
/// of which can be undone, so the mixed word stands for the word and is its hash. A full line overflows into others of its slice. The table grows in its place,
/// slice by slice, so it never takes twice what it holds.
class WordSet {
  public:
    WordSet();

    /// Words are given to the set as keys.
    using Key = std::uint64_t;
    static Key key(std::uint64_t word) {  // the finalizer of MurmurHash3 (Appleby); only 0 becomes 0
        word = (word ^ word >> 33) * 0xff51afd7ed558ccd;
        word = (word ^ word >> 33) * 0xc4ceb9fe1a85ec53;
        return word ^ word >> 33;
    }

    /// Fetches what `read` looks at first.
    void prefetch(Key key) const { __builtin_prefetch(line(home(key))); }
    /// Reads what `contains` or `add` will look at for many keys, so that all of them wait for memory together.
    void read(const std::vector<Key>& keys) const;

    bool contains(Key key) const { return *find(key) == key; }
    /// Whether it was not there. Throws std::bad_alloc.
    bool add(Key key) {
        std::uint64_t* const slot = find(key);
        if (*slot == key) return false;
        *slot = key;
        if (++size_ > most(shape_)) grow();
        return true;
    }

    std::uint64_t size() const { return size_; }
    /// All of it is resident, as keys are spread.
    std::uint64_t bytes() const { return shape_.lines() * line_bytes; }
    /// A bound of what is resident with so many more, and while it grows for them.
    std::uint64_t resident_with(std::uint64_t more) const;

    /// Makes an empty set as large as one that takes so many bytes.
    void grow_to(std::uint64_t bytes) {
        while (this->bytes() < bytes) grow();
    }

  private:
    static constexpr std::uint64_t line_words = 8, line_bytes = 64;

    /// Slices are alike, and a power of two of them.
    struct Shape {
        std::uint32_t slice_bits = 0;
        std::uint64_t slice_lines = 32;

        std::uint64_t slices() const { return std::uint64_t{1} << slice_bits; }
        std::uint64_t lines() const { return slice_lines << slice_bits; }
        Shape next() const;
    };

    static std::uint64_t most(const Shape& shape) { return shape.lines() * line_words / 10 * 9; }
    std::uint64_t* line(std::uint64_t number) const { return pages_.words() + number * line_words; }
    std::uint64_t home(Key key) const {
        __extension__ using Product = unsigned __int128;
        return static_cast<std::uint64_t>(static_cast<Product>(key) * shape_.lines() >> 64);
    }
    /// So many lines further in the slice of a key.
    std::uint64_t further(std::uint64_t line, std::uint64_t lines, Key key) const {
        const std::uint64_t slice = (key >> 1) >> (63 - shape_.slice_bits), end = (slice + 1) * shape_.slice_lines;
        const std::uint64_t other = line + lines;
        return other < end ? other : other - shape_.slice_lines;
    }
    /// How far to go on from a home that is full: full lines would cluster if that did not depend on the key. From there on it goes line by line, so it
    /// comes to all.
    static std::uint64_t first_step(Key key) { return 1 + (key & 15); }
    std::uint64_t* find(Key key) const;
    void grow();

    Shape shape_;
    std::uint64_t size_ = 0;
    Pages pages_;
};

/// Where the key is, or the free slot where it belongs: there is always one.
inline std::uint64_t* WordSet::find(Key key) const {
    std::uint64_t number = home(key);
    for (std::uint64_t lines = first_step(key);; number = further(number, std::exchange(lines, 1), key)) {
        std::uint64_t* const at = line(number);
        std::uint32_t equal = 0, taken = 0;
        for (std::uint32_t i = 0; i < line_words; ++i) {
            equal |= static_cast<std::uint32_t>(at[i] == key) << i;
            taken += at[i] != 0 ? 1 : 0;  // they are taken in order
        }
        if (equal != 0) return at + __builtin_ctz(equal);
        if (taken != line_words) return at + taken;
    }
}

}  // namespace mmapck::checker::explicit_
