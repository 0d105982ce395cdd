// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#include <cstring>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t first_slots = std::uint64_t{1} << 12;
constexpr std::uint64_t rehash_distance = 16;  // states whose new slots are being fetched while the table grows

constexpr std::uint64_t first_key = 0xa0761d6478bd642f, second_key = 0xe7037ed1a0b428db;  // odd, with as many ones as zeros
__extension__ using Product = unsigned __int128;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    const Product product = static_cast<Product>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

Store::Store(std::uint32_t words, std::uint64_t seed) : words_(words), seed_(seed), mask_(first_slots - 1), slots_(first_slots), states_(words * sizeof(Word)) {}

// States are short, and all of one length: two words by multiplication, as in wyhash (Wang Yi), cost less than calling a hash function
// for any text.
std::uint64_t Store::hash(const Word* state) const {
    std::uint64_t hash = seed_ ^ first_key;
    std::uint32_t word = 0;
    for (; word + 1 < words_; word += 2) hash = fold(hash ^ state[word], second_key ^ state[word + 1]);
    if (word < words_) hash = fold(hash ^ state[word], second_key);
    return fold(hash, first_key);
}

/// Leaves in `slot` where the state is or, if it is not there, belongs.
bool Store::find(const Word* wanted, std::uint64_t hash, std::uint64_t& slot) const {
    for (slot = hash & mask_; slots_[slot] != 0; slot = (slot + 1) & mask_) {
        if (((slots_[slot] ^ hash) & ~number_mask) != 0) continue;
        if (same(wanted, state((slots_[slot] & number_mask) - 1))) return true;
    }
    return false;
}

void Store::append(const Word* state, std::uint64_t hash, std::uint64_t slot) {
    std::memcpy(states_.append(), state, words_ * sizeof(Word));
    slots_[slot] = (hash & ~number_mask) | size();
    if (crowded(size(), slots_.size())) grow();
}

Store::Found Store::insert(const Word* state, std::uint64_t hash, std::uint64_t max_states) {
    std::uint64_t slot = 0;
    if (find(state, hash, slot)) return Found::known;
    if (max_states != 0 && size() >= max_states) return Found::no_room;
    append(state, hash, slot);
    return Found::fresh;
}

std::uint64_t Store::add(const Word* state) {
    const std::uint64_t hash_of_state = hash(state);
    std::uint64_t slot = 0;
    if (find(state, hash_of_state, slot)) return (slots_[slot] & number_mask) - 1;
    append(state, hash_of_state, slot);
    return size() - 1;
}

std::uint64_t Store::bytes_with(std::uint64_t more) const {
    const std::uint64_t states = size() + more;
    std::uint64_t slots = slots_.size();
    while (crowded(states, slots)) slots *= 2;
    return bytes_for(states, slots);
}

void Store::grow() {
    slots_ = Pages(slots_.size() * 2);
    mask_ = slots_.size() - 1;
    std::uint64_t hashes[rehash_distance];
    const auto place = [&](std::uint64_t number) {
        const std::uint64_t hash = hashes[number % rehash_distance];
        std::uint64_t slot = hash & mask_;
        while (slots_[slot] != 0) slot = (slot + 1) & mask_;
        slots_[slot] = (hash & ~number_mask) | (number + 1);
    };
    for (std::uint64_t number = 0; number < size(); ++number) {
        if (number >= rehash_distance) place(number - rehash_distance);
        hashes[number % rehash_distance] = hash(state(number));
        prefetch(hashes[number % rehash_distance]);
    }
    for (std::uint64_t number = size() - std::min(size(), rehash_distance); number < size(); ++number) place(number);
}

}  // namespace mmapck::checker::explicit_
