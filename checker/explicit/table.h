// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <thread>

#include "checker/explicit/memory.h"
#include "checker/explicit/spin.h"
#include "checker/explicit/tags.h"

namespace mmapck::checker::explicit_ {

/// Finds numbers by hashes: an open hash table of cache lines. A line has 12 places; a place is a tag, which is 8 bits of the hash, and a
/// number of 34 bits, so tag and number come with one access (as in F14, Facebook's table of 2019). A full line overflows into others, some
/// lines apart. The table is filled to 92%, then made larger in its place, so that there are never two of them: four times as large up to 2 MB,
/// twice up to 128 MB, then by a half or a third.
///
///     bytes   0-11  tags; 0: the place is free. Places are taken in order
///            12-15  two more bits for each number; the last bit is set while a thread has the line for itself
///            16-63  the low 32 bits of each number
class Table {
  public:
    static constexpr std::uint64_t max_numbers = std::uint64_t{1} << 34;
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    Table() : Table(first_lines) {}

    /// Where a number is or may be put; valid until the table grows.
    struct Place {
        std::uint64_t line = none;   ///< none: there is no room
        std::uint32_t position = 0;
    };

    /// Fetches what `find` looks at first.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(line(home(hash))); }

    /// Whether there is, probably, a number with this hash where it is looked for first; `number` is it, or else any. Fetches what `find` looks at
    /// next. Without branches: which it will be cannot be predicted.
    bool guess(std::uint64_t hash, std::uint64_t& number) const;

    /// The number with this hash for which is(number) is true; or none, and `place` is where it belongs.
    template <class Is>
    std::uint64_t find(std::uint64_t hash, Place& place, Is is) const;

    /// Where a number with this hash belongs if none is equal to it.
    Place free_place(std::uint64_t hash) const;

    /// Puts a number into a place that find() gave for its hash.
    void put(std::uint64_t hash, Place place, std::uint64_t number);

    // Several threads may claim, renumber and guess at a time.

    /// Puts a number with this hash unless there is a smaller one for which is(number) is true; a larger one it takes the place of. Returns that other number,
    /// or none. There must be room.
    template <class Is>
    std::uint64_t claim(std::uint64_t hash, std::uint64_t number, Place& place, Is is);
    /// Gives another number to a place that has one.
    void renumber(Place place, std::uint64_t number);

    /// Frees the place of a number that was claimed. All that were claimed after it have to go, too.
    void give_back(Place place);

    /// Whether so many numbers are too many.
    bool crowded(std::uint64_t numbers) const { return numbers > most_; }
    /// Whether it works with so many numbers, if slowly.
    bool fits(std::uint64_t numbers) const { return numbers <= lines_ * places / 32 * 31; }

    /// Larger, and empty. Throws std::bad_alloc.
    void clear_and_grow();

    /// All of it is resident, as hashes are spread.
    std::uint64_t bytes() const { return lines_ * line_bytes; }
    /// What bytes() becomes with so many numbers.
    std::uint64_t bytes_with(std::uint64_t numbers) const;

  private:
    static constexpr std::uint64_t first_lines = 128, line_words = 8, line_bytes = 64, places = 12;
    static constexpr std::uint64_t last_four = 0xffffffff, quadrupled_up_to = std::uint64_t{1} << 15, doubled_up_to = std::uint64_t{1} << 21;
    static constexpr std::uint64_t lock_bit = std::uint64_t{1} << 63;   // in the second word of a line

    explicit Table(std::uint64_t lines);

    static std::uint64_t most(std::uint64_t lines) { return lines * places / 25 * 23; }
    static std::uint64_t next_size(std::uint64_t lines) {
        if (lines < quadrupled_up_to) return lines * 4;
        if (lines < doubled_up_to) return lines * 2;
        return std::has_single_bit(lines) ? lines / 2 * 3 : lines / 3 * 4;
    }
    static std::uint8_t tag(std::uint64_t hash) { return static_cast<std::uint8_t>((hash & 0xff) != 0 ? hash & 0xff : 1); }
    std::uint64_t home(std::uint64_t hash) const { return (hash >> 32) * lines_ >> 32; }
    /// Where to go on from a full line. The distance depends on the hash: if all went to the same line, full lines would cluster, and at 92%
    /// a search for what is not there would look at seven lines instead of three.
    std::uint64_t next(std::uint64_t line, std::uint64_t hash) const {
        const std::uint64_t other = line + 1 + (hash >> 7 & 30);
        return other < lines_ ? other : other - lines_;
    }
    std::uint64_t* line(std::uint64_t number) const { return words_.words() + number * line_words; }
    static std::uint64_t read(const std::uint64_t* word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
    static void write(std::uint64_t* word, std::uint64_t value) { __atomic_store_n(word, value, __ATOMIC_RELAXED); }
    static void lock(std::uint64_t* line) {
        while (!spin([line] { return (__atomic_fetch_or(line + 1, lock_bit, __ATOMIC_ACQUIRE) & lock_bit) == 0; })) std::this_thread::yield();
    }
    static void unlock(std::uint64_t* line) { __atomic_store_n(line + 1, read(line + 1) & ~lock_bit, __ATOMIC_RELEASE); }
    static std::uint64_t number(const std::uint64_t* line, std::uint32_t position) {
        const std::uint64_t low = read(line + 2 + position / 2) >> position % 2 * 32 & last_four;
        return low | (read(line + 1) >> (32 + position * 2) & 3) << 32;
    }
    static void put_number(std::uint64_t* line, std::uint32_t position, std::uint64_t number);

    std::uint64_t lines_ = 0;
    std::uint64_t most_ = 0;    // numbers, before it is crowded
    Pages words_;
};

inline bool Table::guess(std::uint64_t hash, std::uint64_t& number) const {
    const std::uint64_t begin = home(hash);
    const std::uint64_t* const at = line(begin);
    __builtin_prefetch(line(positions_of(at, 0) == 0 ? next(begin, hash) : begin));
    const std::uint32_t matches = positions_of(at, tag(hash));
    number = this->number(at, static_cast<std::uint32_t>(std::countr_zero(matches | 1u << (places - 1))));
    return matches != 0;
}

template <class Is>
std::uint64_t Table::find(std::uint64_t hash, Place& place, Is is) const {
    const std::uint64_t begin = home(hash);
    std::uint64_t current = begin;
    do {
        const std::uint64_t* const at = line(current);
        for (std::uint32_t matches = positions_of(at, tag(hash)); matches != 0; matches &= matches - 1) {
            const auto position = static_cast<std::uint32_t>(std::countr_zero(matches));
            const std::uint64_t found = number(at, position);
            if (!is(found)) continue;
            place = {current, position};
            return found;
        }
        if (const std::uint32_t free = positions_of(at, 0); free != 0) {
            place = {current, static_cast<std::uint32_t>(std::countr_zero(free))};
            return none;
        }
        current = next(current, hash);
    } while (current != begin);
    place.line = none;
    return none;
}

inline Table::Place Table::free_place(std::uint64_t hash) const {
    const std::uint64_t begin = home(hash);
    std::uint64_t current = begin;
    do {
        if (const std::uint32_t free = positions_of(line(current), 0); free != 0) return {current, static_cast<std::uint32_t>(std::countr_zero(free))};
        current = next(current, hash);
    } while (current != begin);
    return {};
}

inline void Table::put(std::uint64_t hash, Place place, std::uint64_t number) {
    std::uint64_t* const at = line(place.line);
    put_number(at, place.position, number);
    write(at + place.position / 8, read(at + place.position / 8) | std::uint64_t{tag(hash)} << place.position % 8 * 8);
}

inline void Table::put_number(std::uint64_t* line, std::uint32_t position, std::uint64_t number) {
    const std::uint32_t high_shift = 32 + position * 2, low_shift = position % 2 * 32;
    write(line + 1, (read(line + 1) & ~(std::uint64_t{3} << high_shift)) | number >> 32 << high_shift);
    std::uint64_t* const low = line + 2 + position / 2;
    write(low, (read(low) & ~(last_four << low_shift)) | (number & last_four) << low_shift);
}

// A full line stays full, so one line at a time is enough: who has found none equal in it has to look in the next.
template <class Is>
std::uint64_t Table::claim(std::uint64_t hash, std::uint64_t number, Place& place, Is is) {
    for (std::uint64_t current = home(hash);; current = next(current, hash)) {
        std::uint64_t* const at = line(current);
        lock(at);
        for (std::uint32_t matches = positions_of(at, tag(hash)); matches != 0; matches &= matches - 1) {
            place = {current, static_cast<std::uint32_t>(std::countr_zero(matches))};
            const std::uint64_t found = this->number(at, place.position);
            if (!is(found)) continue;
            if (found > number) put_number(at, place.position, number);
            unlock(at);
            return found;
        }
        if (const std::uint32_t free = positions_of(at, 0); free != 0) {
            place = {current, static_cast<std::uint32_t>(std::countr_zero(free))};
            put(hash, place, number);
            unlock(at);
            return none;
        }
        unlock(at);
    }
}

inline void Table::renumber(Place place, std::uint64_t number) {
    std::uint64_t* const at = line(place.line);
    lock(at);
    put_number(at, place.position, number);
    unlock(at);
}

inline void Table::give_back(Place place) {
    std::uint64_t* const at = line(place.line);
    put_number(at, place.position, 0);
    at[place.position / 8] &= ~(std::uint64_t{0xff} << place.position % 8 * 8);
}

}  // namespace mmapck::checker::explicit_
