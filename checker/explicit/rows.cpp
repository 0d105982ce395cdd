// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/rows.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

void Rows::add_chunk() {
    const std::uint64_t rows = std::max(capacity_, std::uint64_t{1} << first_chunk_bits);
    chunks_.emplace_back((rows * bytes_per_row_ + sizeof(std::uint64_t)) / sizeof(std::uint64_t) + 1);
    next_ = chunks_.back().bytes();
    origins_.push_back(reinterpret_cast<std::uintptr_t>(next_) - capacity_ * bytes_per_row_);
    capacity_ += rows;
}

std::uint64_t Rows::resident_of(std::uint64_t rows) const {
    if (rows == 0) return 0;
    const std::uint64_t capacity = std::max(std::bit_ceil(rows), std::uint64_t{1} << first_chunk_bits);
    const std::uint64_t last_chunk = capacity == std::uint64_t{1} << first_chunk_bits ? capacity : capacity / 2;
    const std::uint64_t before = bytes_of(capacity - last_chunk);
    return before + most_resident(bytes_of(rows) - before, bytes_of(last_chunk));
}

std::vector<std::span<std::byte>> Rows::pieces_from(std::uint64_t first) const {
    std::vector<std::span<std::byte>> pieces;
    while (first < size_) {
        const std::uint64_t end = std::min(size_, std::max(std::bit_ceil(first + 1), std::uint64_t{1} << first_chunk_bits));
        pieces.emplace_back((*this)[first], bytes_of(end - first));
        first = end;
    }
    return pieces;
}

void Rows::extend(std::uint64_t rows) {
    while (capacity_ - size_ <= rows) {
        rows -= capacity_ - size_;
        size_ = capacity_;
        add_chunk();
    }
    size_ += rows;
    next_ = chunks_.empty() ? nullptr : (*this)[size_];
}

}  // namespace mmapck::checker::explicit_
