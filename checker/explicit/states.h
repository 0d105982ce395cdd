// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "checker/explicit/frontier.h"
#include "checker/explicit/rows.h"
#include "checker/explicit/store.h"
#include "checker/explicit/tree_set.h"

namespace mmapck::checker::explicit_ {

/// The states of a search, numbered as they were found: all in a Store; or in a TreeSet, which takes less memory and more time. A tree gives no states back, so what
/// is to be expanded is kept beside it until then.
class States {
  public:
    /// `bits`: of a state. `all`: for a checkpoint; all states are kept in rows, too, if they are stored as trees.
    States(std::uint32_t bits, std::uint64_t seed, bool as_trees, bool all);

    std::uint64_t size() const { return tree_ ? tree_->size() : store_.size(); }

    /// Copies a state that is not forgotten.
    void load(std::uint64_t number, Word* state) const { tree_ ? frontier_.load(number, state) : store_.load(number, state); }
    /// States before `number` will not be loaded.
    void forget_before(std::uint64_t number) {
        if (tree_) frontier_.drop_before(number);
    }

    /// Before insert(): looks up many states at once. They must stay where they are.
    void prepare(const Word* states, std::size_t count);
    /// Adds one of the states prepared last unless it is there. no_room: it is not there, and `max_states` are.
    Store::Found insert(std::size_t index, std::uint64_t max_states);

    /// For several threads; null if they cannot add states.
    Store* store() { return tree_ ? nullptr : &store_; }

    /// In use, in bytes; but for what is kept for checkpoints, as a search that goes on from one tells what one without them tells.
    std::uint64_t bytes() const;
    /// Of this, what is there to find states.
    std::uint64_t table_bytes() const;
    /// A bound of what is resident with so many more states.
    std::uint64_t resident_with(std::uint64_t more) const;

    /// What a checkpoint has of it: rows, and the sizes of tables. With these it is built again; states before `next` are forgotten.
    Rows& rows() { return tree_ ? *kept_ : store_.rows(); }
    std::vector<std::uint64_t> tables() const { return tree_ ? tree_->table_bytes() : std::vector<std::uint64_t>{store_.table_bytes()}; }
    void rebuild(const std::vector<std::uint64_t>& tables, std::uint64_t next);

  private:
    std::uint32_t words_;
    Store store_;
    std::optional<TreeSet> tree_;  // none: states are in the store
    Frontier frontier_;            // with a tree
    std::optional<Rows> kept_;     // with a tree: all states, for checkpoints
    const Word* prepared_ = nullptr;
    std::vector<std::uint64_t> hashes_, guesses_;  // of what is prepared, without a tree
};

}  // namespace mmapck::checker::explicit_
