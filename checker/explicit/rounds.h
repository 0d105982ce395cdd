// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "checker/explicit/expander.h"
#include "checker/explicit/links.h"
#include "checker/explicit/store.h"
#include "checker/explicit/team.h"

namespace mmapck::checker::explicit_ {

/// Expands many states of a level on several threads, and numbers what is new as one thread would:
///
///   expand   Consecutive states are cut into blocks. Who has expanded a block claims places for its successors in the table. Of equal
///            successors the first has the claim, whoever comes first.
///   number   Claims are counted in order: those are the numbers of the new states.
///   settle   Each thread puts the numbers of its blocks into the table, and the states to the others.
///
/// Until it is stored a round can be dropped, and then nothing has happened.
class Rounds {
    static constexpr std::uint32_t block_bits = 24;  // successors of one block have 2^block_bits numbers, until they have their own

  public:
    /// The arguments must outlive it. `size`: how many threads, the caller's with it.
    Rounds(std::uint32_t size, const Model& model, const Known& known, bool lock_order, const Options& options);

    /// See Expander::use.
    void use(const NativeCode* code) {
        for (const auto& member : members_) member->expander.use(code);
    }

    static constexpr std::uint64_t block_states = 32, most_blocks = 128;
    static constexpr std::uint64_t most_states = most_blocks * block_states;
    /// There have to be numbers for claims.
    static constexpr std::uint64_t most_stored = Table::max_numbers - (most_blocks << block_bits);

    /// Expands the states first..last-1 of the store, at most most_states. There are at most most_stored.
    void expand(Store& store, std::uint64_t first, std::uint64_t last, const Level& level);

    /// Whether it can be stored: its states have nothing but successors - no finding, not too many moves - and there is room.
    bool storable() const;

    /// Of the round: upper bounds, as some may be known.
    std::uint64_t next_states() const;
    std::uint64_t later_states() const;
    std::uint64_t unseen_states() const;

    /// Forgets the round.
    void drop(Store& store);

    /// What came of each block, in order.
    template <class Use>
    void for_each(Use use) {
        for (std::size_t block = 0; block < used_; ++block) use(blocks_[block].expansion);
    }

    /// Adds the successors to the store. All of them must be complete (Expansion::complete).
    void store(Store& store, Links& links);

    /// Of the buffers.
    std::uint64_t bytes() const;

    Counts counts() const;
    void add_demand(native::Demand& demand) const {
        for (const auto& member : members_) demand.add(member->expander.demand());
    }
    /// Adds what moves of rounds that were not dropped took.
    void add_seen(Seen& seen) const;

  private:
    struct Block {
        Expansion expansion;
        bool claimed = false;                 // places; otherwise what follows means nothing
        std::uint32_t member = 0;             // who did, and has it near
        std::vector<std::uint64_t> hashes;
        std::vector<Table::Place> places;
        std::vector<std::uint8_t> fresh;      // whether it has its place for itself
        std::uint64_t first_number = 0;       // of those
        std::atomic<bool> taken{false};       // somebody settles it
    };

    /// What a thread has of its own.
    struct Member {
        Member(const Model& model, const Known& known, bool lock_order, const Options& options)
            : expander(model, known, lock_order, options), state(known.collapse.words()) {}

        Expander expander;
        std::vector<Word> state;              // the one that it expands
        std::vector<std::uint64_t> guesses;   // for the store
        Seen seen_before;                     // the round
    };

    template <class Size>
    std::uint64_t sum(Size size) const;
    void claim(Store& store, std::size_t index, std::uint32_t member);
    void number(Store& store);
    void add_links(Links& links) const;
    void settle(Store& store, const Block& block) const;
    void grow(Store& store);
    const Word* pending(std::uint64_t number) const;
    std::size_t block_of(std::uint64_t number) const { return static_cast<std::size_t>((number - first_pending_) >> block_bits); }
    std::size_t index_of(std::uint64_t number) const { return static_cast<std::size_t>((number - first_pending_) & ((std::uint64_t{1} << block_bits) - 1)); }

    std::uint32_t words_;
    std::vector<std::unique_ptr<Member>> members_;
    std::vector<Block> blocks_;
    std::size_t used_ = 0;
    std::uint64_t first_pending_ = 0;         // number of the first successor of the first block, until it has its own
    bool room_ = true;
    Counts dropped_, before_;
    Team team_;                               // last: its threads end first
};

}  // namespace mmapck::checker::explicit_
