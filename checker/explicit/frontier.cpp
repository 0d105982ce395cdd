// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/frontier.h"

#include <utility>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint64_t page = 4096;  // the system gives whole ones

}  // namespace

Frontier::Frontier(std::uint32_t bits)
    : words_((bits + 63) / 64), last_mask_(bits % 64 == 0 ? ~Word{0} : (Word{1} << bits % 64) - 1), row_bytes_((bits + 7) / 8) {}

void Frontier::add_chunk() {
    if (spare_.size() != 0) chunks_.push_back(std::exchange(spare_, Pages()));
    else chunks_.emplace_back((chunk_states * row_bytes_ + sizeof(Word)) / sizeof(Word) + 1);  // the words behind the last row may be read
}

void Frontier::drop_before(std::uint64_t number) {
    for (; first_chunk_ < number / chunk_states; ++first_chunk_) {
        if (chunks_.empty()) continue;
        spare_ = std::move(chunks_.front());
        chunks_.pop_front();
    }
}

std::uint64_t Frontier::resident_with(std::uint64_t more) const {
    const std::uint64_t chunk_bytes = chunk_states * row_bytes_ + page, touched = bytes() + more * row_bytes_;
    return touched + (touched / chunk_bytes + 1) * page + (first_chunk_ == 0 ? 0 : chunk_bytes);
}

}  // namespace mmapck::checker::explicit_
