// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#include <algorithm>
#include <array>
#include <new>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t rehash_distance = 16;  // states whose new places are being fetched while the table grows

constexpr std::uint64_t first_key = 0xa0761d6478bd642f, second_key = 0xe7037ed1a0b428db;  // odd, with as many ones as zeros
__extension__ using Product = unsigned __int128;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    const Product product = static_cast<Product>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

Store::Store(std::uint32_t bits, std::uint64_t seed)
    : words_((bits + 63) / 64), last_mask_(bits % 64 == 0 ? ~Word{0} : (Word{1} << bits % 64) - 1), seed_(seed), states_((bits + 7) / 8) {}

// States are short, and all of one length: two words by multiplication, as in wyhash (Wang Yi), cost less than calling a hash function
// for any text.
std::uint64_t Store::hash(const Word* state) const {
    std::uint64_t hash = seed_ ^ first_key;
    std::uint32_t word = 0;
    for (; word + 1 < words_; word += 2) hash = fold(hash ^ state[word], second_key ^ state[word + 1]);
    if (word < words_) hash = fold(hash ^ state[word], second_key);
    return fold(hash, first_key);
}

void Store::append(const Word* state, std::uint64_t hash, Table::Place place) {
    const std::uint64_t number = size();
    if (number == Table::max_numbers) throw std::bad_alloc();
    std::byte* const row = states_.append();
    for (std::uint32_t i = 0; i < words_; ++i) std::memcpy(row + i * sizeof(Word), state + i, sizeof(Word));  // the next row is still 0
    if (place.line != Table::none) table_.put(hash, place, number);
    if (place.line == Table::none || table_.crowded(size())) grow();
}

Store::Found Store::insert(const Word* state, std::uint64_t hash, std::uint64_t max_states) {
    Table::Place place;
    if (find(state, hash, place) != none) return Found::known;
    if (max_states != 0 && size() >= max_states) return Found::no_room;
    append(state, hash, place);
    return Found::fresh;
}

std::uint64_t Store::add(const Word* state) {
    const std::uint64_t hash_of_state = hash(state);
    Table::Place place;
    const std::uint64_t number = find(state, hash_of_state, place);
    if (number != none) return number;
    append(state, hash_of_state, place);
    return size() - 1;
}

std::uint64_t Store::find(const Word* state) const {
    Table::Place place;
    return find(state, hash(state), place);
}

void Store::grow() {
    table_.clear_and_grow();
    std::vector<Word> state(words_);
    std::array<std::uint64_t, rehash_distance> hashes{};
    const auto put = [&](std::uint64_t number) {
        const std::uint64_t hash = hashes[number % rehash_distance];
        const Table::Place place = table_.free_place(hash);
        if (place.line == Table::none) return false;
        table_.put(hash, place, number);
        return true;
    };
    for (std::uint64_t number = 0; number < size() + rehash_distance; ++number) {
        if (number >= rehash_distance && number - rehash_distance < size() && !put(number - rehash_distance)) return grow();
        if (number >= size()) continue;
        load(number, state.data());
        hashes[number % rehash_distance] = hash(state.data());
        prefetch(hashes[number % rehash_distance]);
    }
}

}  // namespace mmapck::checker::explicit_
