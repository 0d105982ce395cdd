// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/collapse.h"

#include <new>
#include <numeric>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint32_t number_bits = 32;  // of a content; two of them fit into a word
constexpr Word number_mask = 0xffffffff;

std::uint32_t shift_of(std::size_t block) { return static_cast<std::uint32_t>(block % 2 * number_bits); }

void set_number(Word* compressed, std::size_t block, std::uint64_t number) {
    Word& word = compressed[block / 2];
    word = (word & ~(number_mask << shift_of(block))) | number << shift_of(block);
}

}  // namespace

Collapse::Collapse(const Layout& layout, std::uint64_t seed, bool enabled) : bits_(layout.bits()) {
    if (!enabled || layout.blocks().empty()) return;
    for (const Block& block : layout.blocks()) {
        Word words = 0;
        for (std::uint32_t word = 0; word < block.words; ++word) words |= changed_bit(block.begin + word);
        blocks_.push_back({block, words, Store(block.words * 64, seed)});
    }
    bits_ = static_cast<std::uint32_t>(blocks_.size()) * number_bits;
}

void Collapse::add(const Word* state, Word* compressed) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const std::uint64_t number = blocks_[i].store.add(state + blocks_[i].block.begin);
        if (number > number_mask) throw std::bad_alloc();
        set_number(compressed, i, number);
    }
}

bool Collapse::find(const Word* state, Word changed, const Word* parent, const Word* compressed_parent, Word* compressed) const {
    for (std::uint32_t word = 0; word < words(); ++word) compressed[word] = compressed_parent[word];
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if ((blocks_[i].words & changed) == 0) continue;
        const Block block = blocks_[i].block;
        Word different = 0;
        for (std::uint32_t word = block.begin; word < block.begin + block.words; ++word) different |= state[word] ^ parent[word];
        if (different == 0) continue;
        const std::uint64_t number = blocks_[i].store.find(state + block.begin);
        if (number == Store::none) return false;
        set_number(compressed, i, number);
    }
    return true;
}

void Collapse::expand(const Word* compressed, Word* state) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        blocks_[i].store.load(compressed[i / 2] >> shift_of(i) & number_mask, state + blocks_[i].block.begin);
}

template <class Bytes>
std::uint64_t Collapse::sum(Bytes bytes) const {
    return std::accumulate(blocks_.begin(), blocks_.end(), std::uint64_t{0},
                           [bytes](std::uint64_t sum, const Contents& contents) { return sum + bytes(contents.store); });
}

std::uint64_t Collapse::bytes() const {
    return sum([](const Store& store) { return store.bytes(); });
}

std::uint64_t Collapse::resident_with(std::uint64_t more) const {
    return sum([more](const Store& store) { return store.resident_with(more); });
}

std::vector<Store*> Collapse::stores() {
    std::vector<Store*> stores;
    for (Contents& contents : blocks_) stores.push_back(&contents.store);
    return stores;
}

}  // namespace mmapck::checker::explicit_
