// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#include <algorithm>
#include <array>
#include <new>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t rehash_distance = 16;  // states whose new places are being fetched while the table grows

}  // namespace

Store::Store(std::uint32_t bits, std::uint64_t seed)
    : words_((bits + 63) / 64), last_mask_(bits % 64 == 0 ? ~Word{0} : (Word{1} << bits % 64) - 1), seed_(seed), states_((bits + 7) / 8) {}

void Store::append(const Word* state, std::uint64_t hash, Table::Place place) {
    const std::uint64_t number = size();
    if (number == Table::max_numbers) throw std::bad_alloc();
    std::byte* const row = states_.append();
    for (std::uint32_t i = 0; i < words_; ++i) std::memcpy(row + i * sizeof(Word), state + i, sizeof(Word));  // the next row is still 0
    if (place.line != Table::none) table_.put(hash, place, number);
    if (place.line == Table::none || table_.crowded(size())) grow();
}

// Reads that do not depend on each other wait together, and wait they must: of prefetches, processors drop what is beyond some twenty. First
// come the lines of the table, then the states that their tags name.
void Store::read(const std::vector<std::uint64_t>& hashes, std::vector<std::uint64_t>& numbers) const {
    numbers.resize(hashes.size());
    std::size_t count = 0;
    for (const std::uint64_t hash : hashes) {
        const bool found = table_.guess(hash, numbers[count]);
        count += found && numbers[count] < size() ? 1 : 0;  // others were claimed and have no row yet
    }
    Word first = 0, last = 0, sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::byte* const row = states_[numbers[i]];
        std::memcpy(&first, row, sizeof first);
        std::memcpy(&last, row + (words_ - 1) * sizeof(Word), sizeof last);  // of five rows, one lies in two cache lines
        sum |= first | last;
    }
    asm volatile("" : : "r"(sum));  // the reads are not left out
}

Store::Found Store::insert(const Word* state, std::uint64_t hash, std::uint64_t max_states) {
    Table::Place place;
    if (find(state, hash, place) != none) return Found::known;
    if (max_states != 0 && size() >= max_states) return Found::no_room;
    append(state, hash, place);
    return Found::fresh;
}

std::uint64_t Store::add(const Word* state, std::uint64_t hash) {
    Table::Place place;
    const std::uint64_t number = find(state, hash, place);
    if (number != none) return number;
    append(state, hash, place);
    return size() - 1;
}

std::uint64_t Store::find(const Word* state) const {
    Table::Place place;
    return find(state, hash(state), place);
}

void Store::grow() {
    do table_.clear_and_grow();
    while (!fill_table());
}

void Store::rebuild_table(std::uint64_t bytes) {
    while (table_.bytes() < bytes) table_.clear_and_grow();
    if (!fill_table()) grow();
}

/// Calls put(number, hash) for states in order, whose places in the table are being fetched, until it is false. Whether it never was.
template <class Put>
bool Store::for_each_hash(std::uint64_t first, std::uint64_t last, Put put) const {
    std::vector<Word> state(words_);
    std::array<std::uint64_t, rehash_distance> hashes{};
    for (std::uint64_t number = first; number < last + rehash_distance; ++number) {
        std::uint64_t& hash = hashes[number % rehash_distance];
        if (number >= first + rehash_distance && !put(number - rehash_distance, hash)) return false;
        if (number >= last) continue;
        load(number, state.data());
        hash = this->hash(state.data());
        prefetch(hash);
    }
    return true;
}

/// Puts all states into the empty table. False: there is no room for one of them.
bool Store::fill_table() {
    return for_each_hash(0, size(), [this](std::uint64_t number, std::uint64_t hash) {
        const Table::Place place = table_.free_place(hash);
        if (place.line == Table::none) return false;
        table_.put(hash, place, number);
        return true;
    });
}

void Store::put_again(std::uint64_t first, std::uint64_t last) {
    for_each_hash(first, last, [this](std::uint64_t number, std::uint64_t hash) {
        Table::Place place;
        table_.claim(hash, number, place, [](std::uint64_t) { return false; });  // no two are equal
        return true;
    });
}

}  // namespace mmapck::checker::explicit_
