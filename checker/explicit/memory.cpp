// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/memory.h"

#include <sys/mman.h>

#include <new>

namespace mmapck::checker::explicit_ {

Pages::Pages(std::size_t words) {
    void* const address =
        mmap(nullptr, words * sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED) throw std::bad_alloc();
    madvise(address, words * sizeof(std::uint64_t), MADV_HUGEPAGE);  // advice: not taking it is no error
    words_ = std::unique_ptr<std::uint64_t[], Unmap>(static_cast<std::uint64_t*>(address), Unmap{words});
}

void Unmap::operator()(std::uint64_t* address) const { munmap(address, words * sizeof(std::uint64_t)); }

}  // namespace mmapck::checker::explicit_
