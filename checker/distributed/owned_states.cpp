// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/owned_states.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace mmapck::checker::distributed {

using explicit_::Link;

void OwnedStates::add(const explicit_::Word* state, Link link) {
    const std::uint64_t stored = store_.add(state);
    if (stored < settled_) return;
    const std::uint64_t own = key(link);
    if (stored - settled_ == keys_.size()) keys_.push_back(own);
    else keys_[stored - settled_] = std::min(keys_[stored - settled_], own);
}

std::vector<std::uint64_t> OwnedStates::new_keys(std::uint64_t end) const {
    std::vector<std::uint64_t> keys;
    std::copy_if(keys_.begin(), keys_.end(), std::back_inserter(keys), [end](std::uint64_t key) { return key < end; });
    std::sort(keys.begin(), keys.end());
    return keys;
}

LevelStates OwnedStates::settle(std::uint64_t first, const std::vector<std::uint64_t>& places) {
    LevelStates level;
    level.stored.resize(keys_.size());
    std::iota(level.stored.begin(), level.stored.end(), settled_);
    std::sort(level.stored.begin(), level.stored.end(), [this](std::uint64_t a, std::uint64_t b) { return keys_[a - settled_] < keys_[b - settled_]; });
    for (std::size_t i = 0; i < places.size(); ++i) {
        level.numbers.push_back(first + places[i]);
        links_.add(distributed::link_of(keys_[level.stored[i] - settled_]));
        numbers_.add(Link(first + places[i], 0));
    }
    settled_ = store_.size();
    keys_.clear();
    return level;
}

std::optional<Link> OwnedStates::link_of(std::uint64_t number) const {
    std::uint64_t low = 0, high = numbers_.size();
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (numbers_[middle].parent() < number) low = middle + 1;
        else high = middle;
    }
    if (low == numbers_.size() || numbers_[low].parent() != number) return std::nullopt;
    return links_[low];
}

}  // namespace mmapck::checker::distributed
