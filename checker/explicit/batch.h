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
        if (size_ == links.size()) {
            links.resize(std::max<std::size_t>(64, 2 * size_));
            states.resize(links.size() * words);
        }
        std::copy_n(state, words, states.data() + size_ * words);
        links[size_++] = link;
    }
    void clear() { size_ = 0; }
    std::size_t size() const { return size_; }
    std::uint64_t bytes() const { return bytes_of(states) + bytes_of(links); }
    BatchView view() const { return {states.data(), links.data(), size_}; }

  private:
    std::size_t size_ = 0;
};

}  // namespace mmapck::checker::explicit_
