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

Collapse::Collapse(const Layout& layout, std::uint64_t seed, bool enabled) : words_(layout.words()) {
    if (!enabled || layout.blocks().empty()) return;
    last_.resize(words_);
    expanded_.resize(words_);
    for (const Block& block : layout.blocks()) {
        blocks_.push_back({block, Store(block.words, seed)});
        blocks_.back().store.add(last_.data() + block.begin);  // number 0, as compressed_ says
    }
    words_ = static_cast<std::uint32_t>((blocks_.size() + 1) / 2);
    compressed_.resize(words_);
}

// Successors of one state follow each other, so most blocks are those of the state before.
const Word* Collapse::compress(const Word* state) {
    if (blocks_.empty()) return state;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const Block block = blocks_[i].block;
        Word* const last = last_.data() + block.begin;
        Word different = 0;
        for (std::uint32_t word = 0; word < block.words; ++word) different |= state[block.begin + word] ^ last[word];
        if (different == 0) continue;
        std::copy_n(state + block.begin, block.words, last);
        const std::uint64_t number = blocks_[i].store.add(last);
        if (number > number_mask) throw std::bad_alloc();
        Word& word = compressed_[i / 2];
        word = (word & ~(number_mask << shift_of(i))) | number << shift_of(i);
    }
    return compressed_.data();
}

const Word* Collapse::expand(const Word* compressed) {
    if (blocks_.empty()) return compressed;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const Block block = blocks_[i].block;
        std::copy_n(blocks_[i].store.state(compressed[i / 2] >> shift_of(i) & number_mask), block.words, expanded_.data() + block.begin);
    }
    return expanded_.data();
}

std::uint64_t Collapse::bytes() const {
    return std::accumulate(blocks_.begin(), blocks_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Contents& contents) { return sum + contents.store.bytes(); });
}

}  // namespace mmapck::checker::explicit_
