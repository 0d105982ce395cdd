// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <new>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t first_blocks = 4, most_words = std::size_t{1} << 23;  // of a piece of Blocks

constexpr std::size_t small_page = 4096;

}  // namespace

std::uint64_t most_resident(std::uint64_t touched, std::uint64_t mapped) {
    return std::min(mapped, touched + (mapped >= huge_page ? huge_page : small_page));
}

Pages::Pages(std::size_t words) {
    void* const address =
        mmap(nullptr, words * sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED) throw std::bad_alloc();
    madvise(address, words * sizeof(std::uint64_t), MADV_HUGEPAGE);  // advice: not taking it is no error
    words_ = std::unique_ptr<std::uint64_t[], Unmap>(static_cast<std::uint64_t*>(address), Unmap{words});
}

// Moved to an address that is no multiple of theirs, huge pages would become small ones. So it is moved rarely, and by powers of two, which the system aligns.
void Pages::extend(std::size_t words) {
    if (words <= size()) return;
    const std::size_t bytes = std::bit_ceil(words * sizeof(std::uint64_t)) * 4;
    void* const address = mremap(words_.get(), size() * sizeof(std::uint64_t), bytes, MREMAP_MAYMOVE);
    if (address == MAP_FAILED) throw std::bad_alloc();
    madvise(address, bytes, MADV_HUGEPAGE);
    static_cast<void>(words_.release());
    words_ = std::unique_ptr<std::uint64_t[], Unmap>(static_cast<std::uint64_t*>(address), Unmap{bytes / sizeof(std::uint64_t)});
}

void Unmap::operator()(std::uint64_t* address) const { munmap(address, words * sizeof(std::uint64_t)); }

void* allocate_huge(std::size_t bytes) {
    void* address = nullptr;
    if (bytes < huge_page / 2) {
        address = std::malloc(bytes);
    } else {
        const std::size_t whole = (bytes + huge_page - 1) / huge_page * huge_page;
        address = std::aligned_alloc(huge_page, whole);
        if (address != nullptr) madvise(address, whole, MADV_HUGEPAGE);
    }
    if (address == nullptr) throw std::bad_alloc();
    return address;
}

void free_huge(void* address) { std::free(address); }

std::uint64_t Blocks::resident_with(std::uint64_t more) const {
    const std::uint64_t bytes_per_block = words_per_block_ * sizeof(std::uint64_t);
    const std::uint64_t used = std::max<std::uint64_t>(cut_, cut_ - free_.size() + more);
    return most_resident(used * bytes_per_block, (used > capacity_ ? 2 * used : capacity_) * bytes_per_block);
}

void Blocks::clear() {
    pieces_.clear();
    free_.clear();
    cut_ = capacity_ = end_ = 0;
}

std::uint64_t* Blocks::take() {
    if (!free_.empty()) {
        std::uint64_t* const block = free_.back();
        free_.pop_back();
        return block;
    }
    if (cut_ == capacity_) {
        const std::size_t blocks = std::clamp(capacity_, first_blocks, std::max(first_blocks, most_words / words_per_block_));
        pieces_.emplace_back(blocks * words_per_block_);
        capacity_ += blocks;
        end_ = 0;
    }
    std::uint64_t* const block = pieces_.back().words() + end_;
    end_ += words_per_block_;
    ++cut_;
    return block;
}

}  // namespace mmapck::checker::explicit_
