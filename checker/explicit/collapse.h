// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/layout.h"
#include "checker/explicit/store.h"

namespace mmapck::checker::explicit_ {

/// Makes long states short and back, without loss: collapse compression (Holzmann, "State compression in SPIN", 1997). Each
/// different content of a block of the layout is kept once, and the state becomes the list of their numbers. Moves change
/// few cells, so there are far fewer contents of a block than states.
class Collapse {
  public:
    /// `seed`: of the hash tables. Without blocks, all states stay as they are. `layout` must outlive it.
    Collapse(const Layout& layout, std::uint64_t seed, bool enabled);

    /// Whether it does anything at all.
    bool compresses() const { return !blocks_.empty(); }

    /// Of a compressed state.
    std::uint32_t words() const { return (bits_ + 63) / 64; }
    std::uint32_t bits() const { return bits_; }

    /// Compresses a state; compressed ones are equal for equal states and for no others. Throws std::bad_alloc.
    void add(const Word* state, Word* compressed);

    /// The same, of a state that differs from `parent` in no other words than those of `changed` (see Successors::changed). False: the
    /// content of a block was never there, so the state has to be added.
    bool find(const Word* state, Word changed, const Word* parent, const Word* compressed_parent, Word* compressed) const;

    /// The state that was compressed.
    void expand(const Word* compressed, Word* state) const;

    /// In use, in bytes.
    std::uint64_t bytes() const;
    /// A bound of what is resident with so many more states.
    std::uint64_t resident_with(std::uint64_t more) const;

    /// The stores of contents.
    std::vector<Store*> stores();

  private:
    struct Contents {
        Block block;
        Word words = 0;   // its bits in `changed`
        Store store;
    };

    template <class Bytes>
    std::uint64_t sum(Bytes bytes) const;

    std::uint32_t bits_;
    std::vector<Contents> blocks_;   // empty: states stay as they are
};

}  // namespace mmapck::checker::explicit_
