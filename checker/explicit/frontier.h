// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>

#include "checker/explicit/layout.h"
#include "checker/explicit/memory.h"

namespace mmapck::checker::explicit_ {

/// The states that were found and are not expanded yet, in order of their numbers, each in as many bytes as its bits need: a queue in chunks.
class Frontier {
  public:
    /// `bits`: of a state; further ones in its last word are 0.
    explicit Frontier(std::uint32_t bits);

    /// Adds the state with number end(). Throws std::bad_alloc.
    void push(const Word* state) {
        if (end_ % chunk_states == 0 || chunks_.empty()) add_chunk();
        std::memcpy(row(end_++), state, row_bytes_);
    }

    /// Forgets what comes before `number`, which is at most end(). What was forgotten may be pushed no more.
    void drop_before(std::uint64_t number);
    /// Of an empty one: the number of the next state.
    void begin_at(std::uint64_t number) { first_chunk_ = (end_ = number) / chunk_states; }

    /// Copies a state that was not dropped.
    void load(std::uint64_t number, Word* state) const {
        const std::byte* const from = row(number);
        for (std::uint32_t i = 0; i < words_; ++i) std::memcpy(state + i, from + i * sizeof(Word), sizeof(Word));
        state[words_ - 1] &= last_mask_;
    }

    std::uint64_t end() const { return end_; }
    /// In use.
    std::uint64_t bytes() const { return (end_ - first_chunk_ * chunk_states) * row_bytes_; }
    /// A bound of what is resident with so many more states; a function of what is dropped, and of end().
    std::uint64_t resident_with(std::uint64_t more) const;

  private:
    static constexpr std::uint64_t chunk_states = 4096;

    std::byte* row(std::uint64_t number) const { return chunks_[number / chunk_states - first_chunk_].bytes() + number % chunk_states * row_bytes_; }
    void add_chunk();

    std::uint32_t words_;
    Word last_mask_;
    std::uint64_t row_bytes_;
    std::uint64_t end_ = 0;
    std::uint64_t first_chunk_ = 0;  // the number of chunks_.front()
    std::deque<Pages> chunks_;
    Pages spare_;                    // a chunk that was dropped: a new one would have to be cleared by the system
};

}  // namespace mmapck::checker::explicit_
