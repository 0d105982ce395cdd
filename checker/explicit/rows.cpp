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
