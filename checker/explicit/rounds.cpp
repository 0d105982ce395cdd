// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/rounds.h"

#include <algorithm>
#include <atomic>

namespace mmapck::checker::explicit_ {

Rounds::Rounds(std::uint32_t size, const Model& model, const Known& known, bool lock_order, const Options& options)
    : words_(known.collapse.words()), blocks_(most_blocks), team_(size) {
    for (std::uint32_t member = 0; member < size; ++member) members_.push_back(std::make_unique<Member>(model, known, lock_order, options));
}

void Rounds::expand(Store& store, std::uint64_t first, std::uint64_t last, const Level& level) {
    before_ = counts();
    for (const auto& member : members_) member->seen_before = member->expander.seen();
    used_ = static_cast<std::size_t>((last - first + block_states - 1) / block_states);
    first_pending_ = store.size();
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> successors{0};
    std::atomic<bool> room{true};
    team_.run([&](std::uint32_t number_of_member) {
        Member& member = *members_[number_of_member];
        for (std::size_t i = next++; i < used_; i = next++) {
            Block& block = blocks_[i];
            block.expansion.clear();
            block.claimed = false;
            const std::uint64_t begin = first + i * block_states;
            for (std::uint64_t number = begin; number < std::min(last, begin + block_states); ++number) {
                store.load(number, member.state.data());
                member.expander.expand(number, member.state.data(), level, block.expansion);
            }
            const std::size_t size = block.expansion.next.size();
            if (!store.fits(successors += size) || size >> block_bits != 0) room = false;
            else if (block.expansion.unseen.empty()) claim(store, i, number_of_member);
        }
    });
    room_ = room;
}

bool Rounds::storable() const {
    return room_ && std::all_of(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(used_), [](const Block& block) {
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

void Rounds::drop(Store& store) {
    for (std::size_t i = 0; i < used_; ++i)
        for (std::size_t s = 0; blocks_[i].claimed && s < blocks_[i].fresh.size(); ++s)
            if (blocks_[i].fresh[s] != 0) store.give_back(blocks_[i].places[s]);
    Counts now = counts();
    now.subtract(before_);
    dropped_.add(now);
    for (const auto& member : members_) member->expander.set_seen(member->seen_before);
    used_ = 0;
}

void Rounds::claim(Store& store, std::size_t index, std::uint32_t member) {
    Block& block = blocks_[index];
    const Word* const states = block.expansion.next.states.data();
    const std::size_t size = block.expansion.next.size();
    block.claimed = true;
    block.member = member;
    block.hashes.resize(size);
    block.places.resize(size);
    block.fresh.assign(size, 1);
    for (std::size_t s = 0; s < size; ++s) {
        block.hashes[s] = store.hash(states + s * words_);
        store.prefetch(block.hashes[s]);
    }
    store.read(block.hashes, members_[member]->guesses);
    for (std::size_t s = 0; s < size; ++s) {
        const std::uint64_t own = first_pending_ + (index << block_bits) + s;
        const std::uint64_t other =
            store.claim(states + s * words_, block.hashes[s], own, block.places[s], [this](std::uint64_t number) { return pending(number); });
        if (other == Store::none) continue;
        if (other < own) block.fresh[s] = 0;
        else blocks_[block_of(other)].fresh[index_of(other)] = 0;
    }
}

const Word* Rounds::pending(std::uint64_t number) const { return blocks_[block_of(number)].expansion.next.states.data() + index_of(number) * words_; }

// Who has claimed the places of a block settles it, as long as there are such.
void Rounds::store(Store& store, Links& links) {
    for (std::size_t i = 0; i < used_; ++i) {
        if (!blocks_[i].claimed) claim(store, i, 0);
        blocks_[i].taken = false;
    }
    number(store);
    std::atomic<bool> linked{false};
    team_.run([&](std::uint32_t member) {
        if (!linked.exchange(true)) add_links(links);
        for (const bool own : {true, false})
            for (std::size_t i = 0; i < used_; ++i)
                if ((blocks_[i].member == member) == own && !blocks_[i].taken.exchange(true)) settle(store, blocks_[i]);
    });
    while (store.crowded()) grow(store);
}

void Rounds::number(Store& store) {
    std::uint64_t next = store.size();
    for (std::size_t i = 0; i < used_; ++i) {
        blocks_[i].first_number = next;
        next += static_cast<std::uint64_t>(std::count(blocks_[i].fresh.begin(), blocks_[i].fresh.end(), 1));
    }
    store.extend(next - store.size());
}

void Rounds::add_links(Links& links) const {
    for (std::size_t i = 0; i < used_; ++i)
        for (std::size_t s = 0; s < blocks_[i].fresh.size(); ++s)
            if (blocks_[i].fresh[s] != 0) links.add(blocks_[i].expansion.next.links[s]);
}

void Rounds::settle(Store& store, const Block& block) const {
    std::uint64_t number = block.first_number;
    for (std::size_t s = 0; s < block.fresh.size(); ++s)
        if (block.fresh[s] != 0) store.settle(block.places[s], number++, block.expansion.next.states.data() + s * words_);
}

void Rounds::grow(Store& store) {
    store.clear_and_grow_table();
    const std::uint64_t size = store.size();
    team_.run([&](std::uint32_t member) { store.put_again(size * member / team_.size(), size * (member + std::uint64_t{1}) / team_.size()); });
}

std::uint64_t Rounds::bytes() const {
    std::uint64_t sum = 0;
    for (const Block& block : blocks_)
        sum += block.expansion.bytes() + bytes_of(block.hashes) + bytes_of(block.places) + bytes_of(block.fresh);
    return sum;
}

Counts Rounds::counts() const {
    Counts sum;
    for (const auto& member : members_) sum.add(member->expander.counts());
    sum.subtract(dropped_);
    return sum;
}

void Rounds::add_seen(Seen& seen) const {
    for (const auto& member : members_) seen.add(member->expander.seen());
}

}  // namespace mmapck::checker::explicit_
