// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "checker/explicit/batch.h"
#include "checker/explicit/memory.h"

namespace mmapck::checker::explicit_ {

/// States reached by moves that cost faults: they wait until the search comes to that number of faults. They wait in small batches:
/// one that grew would be copied again and again, each time to memory that the kernel has to clear first.
class FaultLayers {
  public:
    /// `words`: of a packed state.
    explicit FaultLayers(std::uint32_t words) : words_(words), blocks_(batch_size * (words + 1)) {}

    void add(std::uint32_t faults, std::uint64_t depth, const Word* state, Link link);

    /// The smallest depth at which states with so many faults wait; no_depth if none does.
    static constexpr std::uint64_t no_depth = ~std::uint64_t{0};
    std::uint64_t first_depth(std::uint32_t faults) const;

    /// Removes what waits at one depth and hands it over, in order. `use` may not call back.
    void take(std::uint32_t faults, std::uint64_t depth, const std::function<void(const BatchView&)>& use);

    bool empty() const { return waiting_.empty(); }

    /// In use.
    std::uint64_t bytes() const { return blocks_.bytes(); }
    /// What bytes() may become by adding so many states of one depth.
    std::uint64_t bytes_with(std::uint64_t more, std::uint32_t most_faults) const {
        return bytes() + (more / batch_size + most_faults + 1) * batch_size * (words_ + 1) * sizeof(Word);
    }

  private:
    static constexpr std::size_t batch_size = 256;  // states

    /// Batches, all but the last of them full. Each is a block: first its states, then its links.
    struct Queue {
        std::vector<Word*> batches;
        std::size_t in_last = 0;
    };

    Link* links_of(Word* batch) const { return reinterpret_cast<Link*>(batch + batch_size * words_); }

    std::uint32_t words_;
    Blocks blocks_;
    std::map<std::pair<std::uint32_t, std::uint64_t>, Queue> waiting_;
};

}  // namespace mmapck::checker::explicit_
