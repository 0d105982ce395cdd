// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace mmapck::checker::explicit_ {

struct Unmap {
    std::size_t words = 0;
    void operator()(std::uint64_t* address) const;
};

/// Zeroed memory straight from the system, in huge pages where it gives them: a search touches its table at random, and with small
/// pages each access would also miss the TLB. Memory that is never touched costs nothing.
class Pages {
  public:
    Pages() = default;
    /// Throws std::bad_alloc.
    explicit Pages(std::size_t words);

    std::uint64_t* words() const { return words_.get(); }
    std::uint64_t& operator[](std::size_t index) const { return words_[index]; }
    std::size_t size() const { return words_.get_deleter().words; }

  private:
    std::unique_ptr<std::uint64_t[], Unmap> words_;
};

}  // namespace mmapck::checker::explicit_
