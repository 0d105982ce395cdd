// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t first_slots = std::uint64_t{1} << 12;
constexpr std::uint64_t rehash_distance = 16;  // states whose new slots are being fetched while the table grows

}  // namespace

Store::Store(std::uint32_t words, std::uint64_t seed) : words_(words), seed_(seed), mask_(first_slots - 1), slots_(first_slots) {}

std::uint64_t Store::hash(const Word* state) const { return XXH3_64bits_withSeed(state, words_ * sizeof(Word), seed_); }

Store::Found Store::insert(const Word* state, std::uint64_t hash, std::uint64_t max_states) {
    std::uint64_t slot = hash & mask_;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask_) {
        if (((slots_[slot] ^ hash) & ~number_mask) != 0) continue;
        if (std::equal(state, state + words_, address((slots_[slot] & number_mask) - 1))) return Found::known;
    }
    if (max_states != 0 && size_ >= max_states) return Found::no_room;
    add_chunk_for(size_);
    std::copy_n(state, words_, address(size_));
    slots_[slot] = (hash & ~number_mask) | ++size_;
    if (crowded(size_, slots_.size())) grow();
    return Found::fresh;
}

void Store::add_chunk_for(std::uint64_t number) {
    const std::uint64_t limit = chunks_.empty() ? 0 : std::uint64_t{1} << (first_chunk_bits + chunks_.size() - 1);
    if (number < limit) return;
    const std::uint64_t states = chunks_.empty() ? std::uint64_t{1} << first_chunk_bits : limit;
    chunks_.emplace_back(states * words_);
}

std::uint64_t Store::bytes_with(std::uint64_t more) const {
    const std::uint64_t states = size_ + more;
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
    for (std::uint64_t number = 0; number < size_; ++number) {
        if (number >= rehash_distance) place(number - rehash_distance);
        hashes[number % rehash_distance] = hash(address(number));
        prefetch(hashes[number % rehash_distance]);
    }
    for (std::uint64_t number = size_ - std::min(size_, rehash_distance); number < size_; ++number) place(number);
}

}  // namespace mmapck::checker::explicit_
