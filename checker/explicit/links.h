// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/explicit/link.h"
#include "checker/explicit/rows.h"

namespace mmapck::checker::explicit_ {

/// The links of all states, in order of their numbers. States are numbered in order of their parents, so each link is kept as its
/// difference from the one before: mostly one byte. Only traces read them.
class Links {
  public:
    std::uint64_t size() const { return size_; }
    void add(Link link);

    /// O(group).
    Link operator[](std::uint64_t number) const;

    /// In use.
    std::uint64_t bytes() const { return codes_.bytes() + groups_.bytes(); }
    /// A bound of what is resident with so many more links, each of so many bytes.
    std::uint64_t resident_with(std::uint64_t more, std::uint64_t bytes) const {
        return codes_.resident_of(codes_.size() + more * bytes) + groups_.resident_of(groups_.size() + more / group + 1);
    }

    /// What a checkpoint has of it: the rows, and with them the rest.
    std::vector<Rows*> rows() { return {&codes_, &groups_}; }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(size_, parent_);
    }

  private:
    static constexpr std::uint64_t group = 64;           // links that are read from the first of them on
    static constexpr std::uint64_t short_parents = 15, short_ordinals = 17;
    static constexpr std::uint8_t long_code = short_parents * short_ordinals;

    /// Before the first link of a group.
    struct Start {
        std::uint64_t offset = 0;  // in codes_
        std::uint64_t parent = 0;
    };

    void append(std::uint64_t number);
    std::uint64_t read(std::uint64_t& offset) const;

    Rows codes_{1};
    Rows groups_{sizeof(Start)};
    std::uint64_t size_ = 0;
    std::uint64_t parent_ = 0;  // of the last link
};

}  // namespace mmapck::checker::explicit_
