// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "checker/explicit/layout.h"
#include "checker/explicit/link.h"

namespace mmapck::checker::explicit_ {

/// Of a vector's memory, used or not.
template <class T>
std::uint64_t bytes_of(const std::vector<T>& vector) {
    return vector.capacity() * sizeof(T);
}

/// Packed states with their links, in order, that somebody else holds.
struct BatchView {
    const Word* states = nullptr;
    const Link* links = nullptr;
    std::size_t size = 0;
};

/// Packed states with their links, in order. Its buffers are kept when it is cleared.
struct Batch {
    std::vector<Word> states;   ///< those of all links; there is room for more behind
    std::vector<Link> links;    ///< the first size(); there is room for more behind

    void add(const Word* state, std::uint32_t words, Link link) {
        make_room(1, words);
        std::copy_n(state, words, states.data() + size_ * words);
        links[size_++] = link;
    }
    /// All outcomes of a state, whose numbers are their order.
    void add_all(const Word* outcomes, std::uint32_t words, std::uint32_t count, std::uint64_t parent) {
        make_room(count, words);
        std::copy_n(outcomes, std::size_t{count} * words, states.data() + size_ * words);
        Link* const first = links.data() + size_;
        for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) first[ordinal] = Link(parent, ordinal);
        size_ += count;
    }
    void clear() { size_ = 0; }
    std::size_t size() const { return size_; }
    std::uint64_t bytes() const { return bytes_of(states) + bytes_of(links); }
    BatchView view() const { return {states.data(), links.data(), size_}; }

  private:
    void make_room(std::size_t more, std::uint32_t words) {
        if (size_ + more <= links.size()) return;
        links.resize(std::max({std::size_t{64}, 2 * size_, size_ + more}));
        states.resize(links.size() * words);
    }

    std::size_t size_ = 0;
};

}  // namespace mmapck::checker::explicit_
