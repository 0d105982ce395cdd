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
///   expand   Consecutive states are cut into blocks; each block has what comes of its states, in order.
///   claim    Each thread owns some slices of the table. It looks up all successors whose hashes lie there, in their order, so that the
///            first of equal ones claims the place.
///   number   Claims are counted in order: those are the numbers of the new states.
///   settle   Each thread puts the numbers into its slices, and the states to the others.
///
/// Until it is stored a round can be dropped, and then nothing has happened.
class Rounds {
  public:
    /// The arguments must outlive it. `size`: how many threads, the caller's with it.
    Rounds(std::uint32_t size, const Model& model, const Known& known, bool lock_order, const Options& options);

    /// See Expander::use.
    void use(const NativeCode* code) {
        for (const auto& expander : expanders_) expander->use(code);
    }

    static constexpr std::uint64_t block_states = 32;
    static constexpr std::uint64_t most_states = 128 * block_states;

    /// Expands the states first..last-1 of the store, at most most_states.
    void expand(const Store& store, std::uint64_t first, std::uint64_t last, const Level& level);

    /// Whether the states of this round have nothing but successors: no finding, and no state with too many moves.
    bool only_successors() const;

    /// Of the round: upper bounds, as some may be known.
    std::uint64_t next_states() const;
    std::uint64_t later_states() const;
    std::uint64_t unseen_states() const;

    /// Forgets the round.
    void drop();

    /// What came of each block, in order.
    template <class Use>
    void for_each(Use use) {
        for (std::size_t block = 0; block < used_; ++block) use(blocks_[block].expansion);
    }

    /// Adds the successors to the store. All of them must be complete (Expansion::complete), and the store must have room for them.
    void store(Store& store, Links& links);

    /// Of the buffers.
    std::uint64_t bytes() const;

    Counts counts() const;
    void add_demand(native::Demand& demand) const {
        for (const auto& expander : expanders_) demand.add(expander->demand());
    }
    /// Adds what moves of rounds that were not dropped took.
    void add_seen(Seen& seen) const;

  private:
    struct Block {
        Expansion expansion;
        std::vector<std::uint64_t> hashes;
        std::vector<Table::Place> places;     // of claims
        std::vector<std::uint64_t> numbers;   // of claims, when they have one; none: the state is known
    };

    template <class Size>
    std::uint64_t sum(Size size) const;
    bool claim(Store& store, std::uint32_t member);
    void number(Store& store, Links& links);
    void settle(Store& store, std::uint32_t member);
    const Word* pending(std::uint64_t number) const;
    template <class Wants, class Use>
    void for_each_owned(const Store& store, std::uint32_t member, Wants wants, Use use);

    std::uint32_t words_;
    std::vector<std::unique_ptr<Expander>> expanders_;
    std::vector<std::vector<Word>> states_;   // by member: the one that it expands
    std::vector<Block> blocks_;
    std::size_t used_ = 0;
    std::uint64_t first_pending_ = 0;         // number of the first successor of the first block, until it has its own
    std::uint32_t block_bits_ = 0;            // successors of one block have 2^block_bits_ such numbers
    Counts dropped_, before_;
    std::vector<Seen> seen_before_;  // by member
    Team team_;                               // last: its threads end first
};

}  // namespace mmapck::checker::explicit_
