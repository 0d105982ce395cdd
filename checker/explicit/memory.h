// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace mmapck::checker::explicit_ {

/// The most that is resident of `mapped` bytes of Pages of which the first `touched` are used, and no others: the system gives memory in pages, and huge ones
/// to large mappings.
std::uint64_t most_resident(std::uint64_t touched, std::uint64_t mapped);

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

    /// Makes it longer, which may move it; what is new is zero. Throws std::bad_alloc.
    void extend(std::size_t words);

    std::uint64_t* words() const { return words_.get(); }
    std::byte* bytes() const { return reinterpret_cast<std::byte*>(words_.get()); }
    std::uint64_t& operator[](std::size_t index) const { return words_[index]; }
    std::size_t size() const { return words_.get_deleter().words; }

  private:
    std::unique_ptr<std::uint64_t[], Unmap> words_;
};

/// Uninitialised memory; whole huge pages, where the system gives them, if it is at least half of one. Throws std::bad_alloc.
void* allocate_huge(std::size_t bytes);
void free_huge(void* address);

/// Memory for the elements of a vector, from `std::vector<T, HugePageAllocator<T>>`: what is large lies in huge pages where the system gives
/// them, for tables that a search reads at random.
template <class T>
struct HugePageAllocator {
    using value_type = T;

    HugePageAllocator() = default;
    template <class U>
    HugePageAllocator(const HugePageAllocator<U>&) {}

    T* allocate(std::size_t count) { return static_cast<T*>(allocate_huge(count * sizeof(T))); }
    void deallocate(T* address, std::size_t) { free_huge(address); }
    friend bool operator==(const HugePageAllocator&, const HugePageAllocator&) { return true; }
};

/// Blocks of one size, cut from Pages. Those that are given back are used again, so the system need not clear them again.
class Blocks {
  public:
    explicit Blocks(std::size_t words_per_block) : words_per_block_(words_per_block) {}

    /// Contents are left as they are. Throws std::bad_alloc.
    std::uint64_t* take();
    void give_back(std::uint64_t* block) { free_.push_back(block); }

    /// Taken and not given back.
    std::uint64_t bytes() const { return (cut_ - free_.size()) * words_per_block_ * sizeof(std::uint64_t); }
    /// A bound of what is resident with so many more taken; those given back still are.
    std::uint64_t resident_with(std::uint64_t more) const;

    /// Gives all memory back to the system, what is taken as well.
    void clear();

  private:
    std::size_t words_per_block_;
    std::size_t cut_ = 0;        // blocks
    std::size_t capacity_ = 0;   // blocks
    std::size_t end_ = 0;        // of what is cut from the last piece, in words
    std::vector<Pages> pieces_;
    std::vector<std::uint64_t*> free_;
};

}  // namespace mmapck::checker::explicit_
