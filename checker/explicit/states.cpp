// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/states.h"

#include <cstring>
#include <numeric>

namespace mmapck::checker::explicit_ {

States::States(std::uint32_t bits, std::uint64_t seed, bool as_trees, bool all) : words_((bits + 63) / 64), store_(bits, seed), frontier_(bits) {
    if (as_trees) tree_.emplace(bits, seed);
    if (as_trees && all) kept_.emplace((bits + 7) / 8);
}

void States::prepare(const Word* states, std::size_t count) {
    prepared_ = states;
    if (tree_) return tree_->prepare(states, count);
    hashes_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        hashes_[i] = store_.hash(states + i * words_);
        store_.prefetch(hashes_[i]);
    }
    store_.read(hashes_, guesses_);
}

Store::Found States::insert(std::size_t index, std::uint64_t max_states) {
    const Word* const state = prepared_ + index * words_;
    if (!tree_) return store_.insert(state, hashes_[index], max_states);
    if (max_states != 0 && size() >= max_states) return tree_->contains(index) ? Store::Found::known : Store::Found::no_room;
    if (!tree_->add(index)) return Store::Found::known;
    frontier_.push(state);
    if (kept_) std::memcpy(kept_->append(), state, kept_->bytes_per_row());
    return Store::Found::fresh;
}

std::uint64_t States::bytes() const {
    if (!tree_) return store_.bytes();
    return tree_->bytes() + frontier_.bytes();
}

std::uint64_t States::table_bytes() const {
    const std::vector<std::uint64_t> tables = this->tables();
    return std::accumulate(tables.begin(), tables.end(), std::uint64_t{0});
}

std::uint64_t States::resident_with(std::uint64_t more) const {
    if (!tree_) return store_.resident_with(more);
    return tree_->resident_with(more) + frontier_.resident_with(more) + (kept_ ? kept_->resident_of(kept_->size() + more) : 0);
}

void States::rebuild(const std::vector<std::uint64_t>& tables, std::uint64_t next) {
    if (!tree_) return store_.rebuild_table(tables.front());
    tree_->grow_to(tables);
    frontier_.begin_at(next);
    std::vector<Word> state(words_);
    for (std::uint64_t number = 0; number < kept_->size(); ++number) {
        std::memcpy(state.data(), (*kept_)[number], kept_->bytes_per_row());
        tree_->prepare(state.data(), 1);
        tree_->add(0);
        if (number >= next) frontier_.push(state.data());
    }
}

}  // namespace mmapck::checker::explicit_
