// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "checker/explicit/memory.h"

namespace mmapck::checker::explicit_ {

/// A list of rows of one length that only grows. It lies in chunks of Pages, each as long as all before it, so that no row ever
/// moves and nothing is copied. The 7 bytes after any row may be read, and those after the last row written with 0.
class Rows {
  public:
    explicit Rows(std::uint32_t bytes_per_row) : bytes_per_row_(bytes_per_row) {}

    std::uint64_t size() const { return size_; }
    std::uint32_t bytes_per_row() const { return bytes_per_row_; }

    /// A new row at the end; all zero. Throws std::bad_alloc.
    std::byte* append() {
        if (size_ == capacity_) add_chunk();
        ++size_;
        std::byte* const row = next_;
        next_ += bytes_per_row_;
        return row;
    }

    /// So many new rows at the end, all zero. Throws std::bad_alloc.
    void extend(std::uint64_t rows);

    std::byte* operator[](std::uint64_t number) const {
        const auto chunk = static_cast<std::uint32_t>(std::bit_width(number | first_chunk)) - first_chunk_bits;
        return reinterpret_cast<std::byte*>(origins_[chunk] + number * bytes_per_row_);
    }

    /// In use.
    std::uint64_t bytes() const { return bytes_of(size_); }
    std::uint64_t bytes_of(std::uint64_t rows) const { return rows * bytes_per_row_; }
    /// A bound of what is resident with so many rows.
    std::uint64_t resident_of(std::uint64_t rows) const;

    /// Where the rows first..size()-1 are, in order. O(log size).
    std::vector<std::span<std::byte>> pieces_from(std::uint64_t first) const;

  private:
    static constexpr std::uint32_t first_chunk_bits = 12;  // chunk 0 has rows below 2^12, chunk k those of bit width 12 + k
    static constexpr std::uint64_t first_chunk = (std::uint64_t{1} << first_chunk_bits) - 1;

    void add_chunk();

    std::uint32_t bytes_per_row_;
    std::uint64_t size_ = 0;
    std::uint64_t capacity_ = 0;
    std::byte* next_ = nullptr;            // where the next row goes
    std::vector<Pages> chunks_;
    std::vector<std::uintptr_t> origins_;  // by chunk: where row 0 would be if the chunk went back that far
};

}  // namespace mmapck::checker::explicit_
