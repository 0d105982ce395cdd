// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/rounds.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace mmapck::checker::explicit_ {

Rounds::Rounds(std::uint32_t size, const Model& model, const Known& known, bool lock_order, const Options& options)
    : words_(known.collapse.words()), states_(size, std::vector<Word>(words_)), blocks_(most_states / block_states), team_(size) {
    for (std::uint32_t member = 0; member < size; ++member)
        expanders_.push_back(std::make_unique<Expander>(model, known, lock_order, options));
}

void Rounds::expand(const Store& store, std::uint64_t first, std::uint64_t last, const Level& level) {
    before_ = counts();
    seen_before_.clear();
    for (const auto& expander : expanders_) seen_before_.push_back(expander->seen());
    used_ = static_cast<std::size_t>((last - first + block_states - 1) / block_states);
    std::atomic<std::size_t> next{0};
    team_.run([&](std::uint32_t member) {
        for (std::size_t i = next++; i < used_; i = next++) {
            Expansion& expansion = blocks_[i].expansion;
            expansion.clear();
            const std::uint64_t begin = first + i * block_states;
            for (std::uint64_t number = begin; number < std::min(last, begin + block_states); ++number) {
                store.load(number, states_[member].data());
                expanders_[member]->expand(number, states_[member].data(), level, expansion);
            }
        }
    });
}

bool Rounds::only_successors() const {
    return std::all_of(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(used_), [](const Block& block) {
        return block.expansion.findings.empty() && !block.expansion.too_many_moves;
    });
}

template <class Size>
std::uint64_t Rounds::sum(Size size) const {
    std::uint64_t all = 0;
    for (std::size_t block = 0; block < used_; ++block) all += size(blocks_[block].expansion);
    return all;
}

std::uint64_t Rounds::next_states() const {
    return sum([](const Expansion& expansion) { return expansion.next.size(); });
}

std::uint64_t Rounds::later_states() const {
    return sum([](const Expansion& expansion) { return expansion.later.size(); });
}

std::uint64_t Rounds::unseen_states() const {
    return sum([](const Expansion& expansion) { return expansion.unseen.size(); });
}

void Rounds::drop() {
    Counts now = counts();
    now.subtract(before_);
    dropped_.add(now);
    for (std::size_t member = 0; member < expanders_.size(); ++member) expanders_[member]->set_seen(seen_before_[member]);
    used_ = 0;
}

void Rounds::store(Store& store, Links& links) {
    team_.run([&](std::uint32_t member) {
        for (std::size_t i = member; i < used_; i += team_.size()) {
            Block& block = blocks_[i];
            const std::size_t size = block.expansion.next.size();
            block.hashes.resize(size);
            block.places.resize(size);
            block.numbers.assign(size, Store::none);
            for (std::size_t s = 0; s < size; ++s) block.hashes[s] = store.hash(block.expansion.next.states.data() + s * words_);
        }
    });
    std::size_t largest = 1;
    for (std::size_t i = 0; i < used_; ++i) largest = std::max(largest, blocks_[i].hashes.size());
    block_bits_ = static_cast<std::uint32_t>(std::bit_width(largest));
    first_pending_ = store.size();
    std::atomic<bool> room = true;
    const auto claim_all = [&](std::uint32_t member) {
        if (!claim(store, member)) room = false;
    };
    for (team_.run(claim_all); !room; team_.run(claim_all)) {
        room = true;
        store.grow();  // claims are gone with it
        for (std::size_t i = 0; i < used_; ++i) std::fill(blocks_[i].numbers.begin(), blocks_[i].numbers.end(), Store::none);
    }
    number(store, links);
    team_.run([&](std::uint32_t member) { settle(store, member); });
    store.grow_if_crowded();
}

/// Calls use(block, its index, the successors in it that lie in the slices of a member and are wanted) for each block. Their lines are fetched
/// while the block before is used.
template <class Wants, class Use>
void Rounds::for_each_owned(const Store& store, std::uint32_t member, Wants wants, Use use) {
    std::vector<std::size_t> owned, owned_before;
    for (std::size_t i = 0; i <= used_; ++i) {
        owned.swap(owned_before);
        owned.clear();
        for (std::size_t s = 0; i < used_ && s < blocks_[i].hashes.size(); ++s) {
            const std::uint64_t hash = blocks_[i].hashes[s];
            if (!wants(blocks_[i], s) || store.slice(hash) % team_.size() != member) continue;
            owned.push_back(s);
            store.prefetch(hash);
        }
        if (i != 0) use(blocks_[i - 1], i - 1, std::as_const(owned_before));
    }
}

/// False if a slice has no room.
bool Rounds::claim(Store& store, std::uint32_t member) {
    bool room = true;
    std::vector<std::uint64_t> hashes, numbers;
    const auto every = [](const Block&, std::size_t) { return true; };
    for_each_owned(store, member, every, [&](Block& block, std::size_t index, const std::vector<std::size_t>& owned) {
        hashes.clear();
        for (const std::size_t s : owned) hashes.push_back(block.hashes[s]);
        store.read(hashes, numbers);
        for (const std::size_t s : owned) {
            const std::uint64_t own = first_pending_ + (index << block_bits_) + s;
            const Word* const state = block.expansion.next.states.data() + s * words_;
            const Store::Found found =
                store.claim(state, block.hashes[s], own, block.places[s], [&](std::uint64_t number) { return pending(number); });
            if (found == Store::Found::fresh) block.numbers[s] = own;
            if (found == Store::Found::no_room) room = false;
        }
    });
    return room;
}

const Word* Rounds::pending(std::uint64_t number) const {
    const std::uint64_t position = number - first_pending_;
    const Batch& batch = blocks_[position >> block_bits_].expansion.next;
    return batch.states.data() + (position & ((std::uint64_t{1} << block_bits_) - 1)) * words_;
}

void Rounds::number(Store& store, Links& links) {
    std::uint64_t next = store.size();
    for (std::size_t i = 0; i < used_; ++i) {
        Block& block = blocks_[i];
        for (std::size_t s = 0; s < block.numbers.size(); ++s) {
            if (block.numbers[s] == Store::none) continue;
            block.numbers[s] = next++;
            links.add(block.expansion.next.links[s]);
        }
    }
    store.extend(next - store.size());
}

void Rounds::settle(Store& store, std::uint32_t member) {
    const auto fresh = [](const Block& block, std::size_t s) { return block.numbers[s] != Store::none; };
    for_each_owned(store, member, fresh, [&](Block& block, std::size_t, const std::vector<std::size_t>& owned) {
        for (const std::size_t s : owned) store.settle(block.places[s], block.numbers[s], block.expansion.next.states.data() + s * words_);
    });
}

std::uint64_t Rounds::bytes() const {
    std::uint64_t sum = 0;
    for (const Block& block : blocks_) sum += block.expansion.bytes() + bytes_of(block.hashes) + bytes_of(block.places) + bytes_of(block.numbers);
    return sum;
}

Counts Rounds::counts() const {
    Counts sum;
    for (const auto& expander : expanders_) sum.add(expander->counts());
    sum.subtract(dropped_);
    return sum;
}

void Rounds::add_seen(Seen& seen) const {
    for (const auto& expander : expanders_) seen.add(expander->seen());
}

}  // namespace mmapck::checker::explicit_
