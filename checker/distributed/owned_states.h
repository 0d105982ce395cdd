// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checker/distributed/numbering.h"
#include "checker/explicit/links.h"
#include "checker/explicit/store.h"

namespace mmapck::checker::distributed {

/// States of one level that this rank owns, in canonical order.
struct LevelStates {
    std::vector<std::uint64_t> stored;   ///< their numbers in the store of this rank
    std::vector<std::uint64_t> numbers;  ///< their numbers among the states of all ranks

    std::size_t size() const { return stored.size(); }
};

/// The states that this rank owns. Its store numbers them as they come, which depends on when messages arrive. What tells of a state how it was
/// reached stands in canonical order instead, so that it is mostly small differences.
class OwnedStates {
  public:
    OwnedStates(std::uint32_t bits, std::uint64_t seed) : store_(bits, seed) {}

    const explicit_::Store& store() const { return store_; }

    /// Fetches what add() looks at first.
    void prefetch(const explicit_::Word* state) const { store_.prefetch(store_.hash(state)); }

    /// Adds a state that a move leads to. If it is new in this level, the first move that leads to it counts.
    void add(const explicit_::Word* state, explicit_::Link link);

    /// New in this level: the keys of their links, ascending, but for those from `end` on.
    std::vector<std::uint64_t> new_keys(std::uint64_t end) const;
    /// Ends the level: gives these states, which have to be all, the numbers first + places[i].
    LevelStates settle(std::uint64_t first, const std::vector<std::uint64_t>& places);

    /// The link of the state with a number, if this rank owns it. O(log(states)).
    std::optional<explicit_::Link> link_of(std::uint64_t number) const;

    std::uint64_t bytes() const { return store_.bytes() + links_.bytes() + numbers_.bytes() + keys_.capacity() * sizeof(std::uint64_t); }

  private:
    explicit_::Store store_;
    std::uint64_t settled_ = 0;         // states that have a number
    std::vector<std::uint64_t> keys_;   // of the links of the others, by their number in the store - settled_
    explicit_::Links links_;            // of states that have a number, in their order
    explicit_::Links numbers_;          // the same: their numbers, as parents
};

}  // namespace mmapck::checker::distributed
