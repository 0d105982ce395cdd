// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mmapck::checker::explicit_ {

namespace {
constexpr std::uint64_t first_slots = std::uint64_t{1} << 12;
}

Store::Store(std::uint32_t words, std::uint64_t seed)
    : words_(words), seed_(seed), mask_(first_slots - 1), slots_(first_slots) {}

std::uint64_t Store::hash(const Word* state) const { return XXH3_64bits_withSeed(state, words_ * sizeof(Word), seed_); }

Store::Found Store::insert(const Word* state, std::uint64_t hash, std::uint64_t max_states) {
    constexpr std::uint64_t number_mask = (std::uint64_t{1} << number_bits) - 1;
    std::uint64_t slot = hash & mask_;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask_) {
        if (((slots_[slot] ^ hash) & ~number_mask) != 0) continue;
        if (std::equal(state, state + words_, this->state((slots_[slot] & number_mask) - 1))) return Found::known;
    }
    if (max_states != 0 && size_ >= max_states) return Found::no_room;
    if ((size_ & (chunk_states - 1)) == 0) chunks_.push_back(std::make_unique_for_overwrite<Word[]>(chunk_states * words_));
    std::copy_n(state, words_, chunks_.back().get() + (size_ & (chunk_states - 1)) * words_);
    slots_[slot] = (hash & ~number_mask) | ++size_;
    if (crowded(size_)) grow();
    return Found::fresh;
}

std::uint64_t Store::bytes_with(std::uint64_t more) const {
    const std::uint64_t states = size_ + more;
    std::uint64_t slots = slots_.size();
    while (states > slots / 4 * 3) slots *= 2;
    return bytes_for((states + chunk_states - 1) / chunk_states, slots);
}

void Store::grow() {
    std::vector<std::uint64_t> wider(slots_.size() * 2);
    mask_ = wider.size() - 1;
    slots_ = std::move(wider);
    for (std::uint64_t number = 0; number < size_; ++number) {
        const std::uint64_t hash = this->hash(state(number));
        std::uint64_t slot = hash & mask_;
        while (slots_[slot] != 0) slot = (slot + 1) & mask_;
        slots_[slot] = (hash >> number_bits << number_bits) | (number + 1);
    }
}

}  // namespace mmapck::checker::explicit_
