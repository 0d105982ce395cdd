// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tree_set.h"

#include <algorithm>
#include <limits>
#include <new>
#include <numeric>
#include <utility>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint32_t word_bits = 64, number_bits = 32;

}  // namespace

TreeSet::TreeSet(std::uint32_t bits, std::uint64_t seed)
    : words_((bits + word_bits - 1) / word_bits), leaf_bits_((bits + words_ - 1) / words_), columns_(words_) {
    const std::uint32_t numbered = words_ == 1 ? 0 : 2 * words_ - 2;  // all nodes of the tree but its root
    for (std::uint32_t node = 0; node < numbered; ++node) stores_.emplace_back(word_bits, seed);
}

void TreeSet::prepare(const Word* states, std::size_t count) {
    for (std::uint32_t leaf = 0; leaf < words_; ++leaf) {
        columns_[leaf].resize(count);
        for (std::size_t i = 0; i < count; ++i) columns_[leaf][i] = this->leaf(states + i * words_, leaf);
    }
    std::size_t node = 0, width = words_;
    for (; width > 1; width = (width + 1) / 2) {
        const bool root = width == 2;
        for (std::size_t i = 0; i < width - width % 2; ++i) number(stores_[node++], columns_[i]);
        for (std::size_t pair = 0; pair < width / 2; ++pair) {
            const std::vector<Word>& left = columns_[2 * pair];
            const std::vector<Word>& right = columns_[2 * pair + 1];
            for (std::size_t i = 0; i < count; ++i) columns_[pair][i] = (left[i] + (root ? 1 : 0)) | right[i] << number_bits;  // no root is 0
        }
        if (width % 2 != 0) std::swap(columns_[width / 2], columns_[width - 1]);
    }
    keys_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        keys_[i] = WordSet::key(columns_[0][i]);
        roots_.prefetch(keys_[i]);
    }
    roots_.read(keys_);
}

/// The state is cut into leaves of one length, so that none has many more contents than the others.
Word TreeSet::leaf(const Word* state, std::uint32_t number) const {
    const std::uint32_t begin = number * leaf_bits_, word = begin / word_bits, shift = begin % word_bits;
    Word bits = word < words_ ? state[word] >> shift : 0;
    if (shift != 0 && word + 1 < words_) bits |= state[word + 1] << (word_bits - shift);
    return bits & ~Word{0} >> (word_bits - leaf_bits_);
}

/// Puts numbers in the place of words. Of states that one state leads to, most have most words in common.
void TreeSet::number(Store& store, std::vector<Word>& column) {
    different_.clear();
    hashes_.clear();
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (i != 0 && column[i] == column[i - 1]) continue;
        different_.push_back(i);
        hashes_.push_back(store.hash(&column[i]));
        store.prefetch(hashes_.back());
    }
    store.read(hashes_, guesses_);
    for (std::size_t d = 0; d < different_.size(); ++d) {
        const std::size_t end = d + 1 < different_.size() ? different_[d + 1] : column.size();
        const std::uint64_t number = store.add(&column[different_[d]], hashes_[d]);
        if (number >= std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();
        std::fill(column.begin() + static_cast<std::ptrdiff_t>(different_[d]), column.begin() + static_cast<std::ptrdiff_t>(end), number);
    }
}

std::uint64_t TreeSet::bytes() const {
    return std::accumulate(stores_.begin(), stores_.end(), roots_.bytes(), [](std::uint64_t sum, const Store& store) { return sum + store.bytes(); });
}

std::uint64_t TreeSet::resident_with(std::uint64_t more) const {
    return std::accumulate(stores_.begin(), stores_.end(), roots_.resident_with(more),
                           [more](std::uint64_t sum, const Store& store) { return sum + store.resident_with(more); });
}

std::vector<std::uint64_t> TreeSet::table_bytes() const {
    std::vector<std::uint64_t> bytes{roots_.bytes()};
    for (const Store& store : stores_) bytes.push_back(store.table_bytes());
    return bytes;
}

void TreeSet::grow_to(const std::vector<std::uint64_t>& table_bytes) {
    roots_.grow_to(table_bytes[0]);
    for (std::size_t i = 0; i < stores_.size(); ++i) stores_[i].rebuild_table(table_bytes[i + 1]);
}

}  // namespace mmapck::checker::explicit_
