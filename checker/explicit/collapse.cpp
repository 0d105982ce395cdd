// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/collapse.h"

#include <algorithm>
#include <new>
#include <numeric>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint32_t number_bits = 32;  // of a content; two of them fit into a word
constexpr Word number_mask = 0xffffffff;

std::uint32_t shift_of(std::size_t block) { return static_cast<std::uint32_t>(block % 2 * number_bits); }

}  // namespace

Collapse::Collapse(const Layout& layout, std::uint64_t seed, bool enabled) : bits_(layout.bits()) {
    if (!enabled || layout.blocks().empty()) return;
    expanded_.resize(layout.words());
    for (const Block& block : layout.blocks()) {
        Word words = 0;
        for (std::uint32_t word = 0; word < block.words; ++word) words |= changed_bit(block.begin + word);
        blocks_.push_back({block, words, Store(block.words * 64, seed)});
    }
    bits_ = static_cast<std::uint32_t>(blocks_.size()) * number_bits;
    compressed_.resize(words());
}

const Word* Collapse::compress(const Word* state) {
    if (blocks_.empty()) return state;
    for (std::size_t i = 0; i < blocks_.size(); ++i) number(i, state);
    return compressed_.data();
}

const Word* Collapse::compress(const Word* state, Word changed, const Word* parent, const Word* compressed_parent) {
    if (blocks_.empty()) return state;
    for (std::uint32_t word = 0; word < words(); ++word) compressed_[word] = compressed_parent[word];
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if ((blocks_[i].words & changed) == 0) continue;
        const Block block = blocks_[i].block;
        Word different = 0;
        for (std::uint32_t word = block.begin; word < block.begin + block.words; ++word) different |= state[word] ^ parent[word];
        if (different != 0) number(i, state);
    }
    return compressed_.data();
}

/// Notes the number of one block's content.
void Collapse::number(std::size_t block, const Word* state) {
    Contents& contents = blocks_[block];
    const std::uint64_t number = contents.store.add(state + contents.block.begin);
    if (number > number_mask) throw std::bad_alloc();
    Word& word = compressed_[block / 2];
    word = (word & ~(number_mask << shift_of(block))) | number << shift_of(block);
}

const Word* Collapse::expand(const Word* compressed) {
    if (blocks_.empty()) return compressed;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        blocks_[i].store.load(compressed[i / 2] >> shift_of(i) & number_mask, expanded_.data() + blocks_[i].block.begin);
    }
    return expanded_.data();
}

std::uint64_t Collapse::bytes() const {
    return std::accumulate(blocks_.begin(), blocks_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Contents& contents) { return sum + contents.store.bytes(); });
}

}  // namespace mmapck::checker::explicit_
