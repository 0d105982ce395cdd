// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "checker/explicit/layout.h"
#include "checker/explicit/store.h"
#include "checker/explicit/word_set.h"

namespace mmapck::checker::explicit_ {

/// The set of all states found, as a tree (Blom, Lisser, van de Pol and Weber, "A database approach to distributed state space generation", 2008; Laarman, van de Pol
/// and Weber, "Parallel recursive state compression for free", 2011). A state is cut into words; different ones are kept once and numbered. Two numbers are a word
/// again, of which different ones are kept once, and so on; of the last two numbers, the root, a set is kept. Nothing is lost: equal roots are equal
/// states. A move changes few words, so there are far fewer of them than states, and a state takes little more than the word of its root. It has no number here.
class TreeSet {
  public:
    /// `bits`: of a state; further ones in its last word are 0.
    TreeSet(std::uint32_t bits, std::uint64_t seed);

    /// Before contains() or add(): makes roots of states and reads what will be looked at, so that all of them wait for memory together. Throws std::bad_alloc.
    void prepare(const Word* states, std::size_t count);
    /// Of the states prepared last.
    bool contains(std::size_t state) const { return roots_.contains(keys_[state]); }
    /// Whether it was not there. Throws std::bad_alloc.
    bool add(std::size_t state) { return roots_.add(keys_[state]); }

    std::uint64_t size() const { return roots_.size(); }
    /// In use, in bytes.
    std::uint64_t bytes() const;
    /// A bound of what is resident with so many more states.
    std::uint64_t resident_with(std::uint64_t more) const;

    /// The sizes of all tables, and an empty set with such tables.
    std::vector<std::uint64_t> table_bytes() const;
    void grow_to(const std::vector<std::uint64_t>& table_bytes);

  private:
    Word leaf(const Word* state, std::uint32_t number) const;
    void number(Store& store, std::vector<Word>& column);

    std::uint32_t words_;       // of a state; as many leaves
    std::uint32_t leaf_bits_;
    std::vector<Store> stores_; // of what is at the nodes of the tree but the root: first the leaves, then pairs, level by level
    WordSet roots_;
    std::vector<WordSet::Key> keys_;          // of the states prepared last
    std::vector<std::vector<Word>> columns_;  // for prepare() alone, like all below: by node of a level, then by state
    std::vector<std::size_t> different_;      // from the one before
    std::vector<std::uint64_t> hashes_, guesses_;
};

}  // namespace mmapck::checker::explicit_
