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

    /// Of a compressed state.
    std::uint32_t words() const { return (bits_ + 63) / 64; }
    std::uint32_t bits() const { return bits_; }

    /// The compressed state; equal ones for equal states and for no others. Valid until the next call. Throws std::bad_alloc.
    const Word* compress(const Word* state);

    /// The same, of a state that differs from `parent` in no other words than those of `changed` (see Successors::changed).
    const Word* compress(const Word* state, Word changed, const Word* parent, const Word* compressed_parent);

    /// The state that was compressed. Valid until the next call.
    const Word* expand(const Word* compressed);

    /// In use, in bytes.
    std::uint64_t bytes() const;

  private:
    struct Contents {
        Block block;
        Word words = 0;   // its bits in `changed`
        Store store;
    };

    void number(std::size_t block, const Word* state);

    std::uint32_t bits_;
    std::vector<Contents> blocks_;   // empty: states stay as they are
    std::vector<Word> compressed_;
    std::vector<Word> expanded_;
};

}  // namespace mmapck::checker::explicit_
