// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "checker/explicit/layout.h"

namespace mmapck::checker::explicit_ {

/// How a state was first reached: outcome number `ordinal` of state `parent`. The initial state has itself as parent.
struct Link {
    static constexpr std::uint32_t ordinal_bits = 24;
    static constexpr std::uint32_t max_ordinal = (std::uint32_t{1} << ordinal_bits) - 1;

    Link() = default;
    Link(std::uint64_t parent, std::uint32_t ordinal) : word_(parent << ordinal_bits | ordinal) {}
    std::uint64_t parent() const { return word_ >> ordinal_bits; }
    std::uint32_t ordinal() const { return static_cast<std::uint32_t>(word_) & max_ordinal; }

  private:
    std::uint64_t word_ = 0;
};

/// Packed states with their links, in order.
struct Batch {
    std::vector<Word> states;
    std::vector<Link> links;

    void add(const Word* state, std::uint32_t words, Link link) {
        states.insert(states.end(), state, state + words);
        links.push_back(link);
    }
    void clear() {
        states.clear();
        links.clear();
    }
    std::size_t size() const { return links.size(); }
    std::uint64_t bytes() const { return states.capacity() * sizeof(Word) + links.capacity() * sizeof(Link); }
};

/// States reached by moves that cost faults: they wait until the search comes to that number of faults. They wait in small batches:
/// one that grew would be copied again and again, each time to memory that the kernel has to clear first.
class FaultLayers {
  public:
    void add(std::uint32_t faults, std::uint64_t depth, const Word* state, std::uint32_t words, Link link) {
        std::vector<Batch>& batches = waiting_[{faults, depth}];
        if (batches.empty() || batches.back().size() == batch_size) {
            Batch& batch = batches.emplace_back();
            batch.states.reserve(batch_size * words);
            batch.links.reserve(batch_size);
            bytes_ += batch.bytes();
        }
        batches.back().add(state, words, link);
    }

    /// The smallest depth at which states with so many faults wait; no_depth if none does.
    static constexpr std::uint64_t no_depth = ~std::uint64_t{0};
    std::uint64_t first_depth(std::uint32_t faults) const {
        const auto next = waiting_.lower_bound({faults, 0});
        return next != waiting_.end() && next->first.first == faults ? next->first.second : no_depth;
    }

    /// Removes and returns what waits at one depth, in order.
    std::vector<Batch> take(std::uint32_t faults, std::uint64_t depth) {
        const auto found = waiting_.find({faults, depth});
        if (found == waiting_.end()) return {};
        std::vector<Batch> batches = std::move(found->second);
        for (const Batch& batch : batches) bytes_ -= batch.bytes();
        waiting_.erase(found);
        return batches;
    }

    bool empty() const { return waiting_.empty(); }
    std::uint64_t bytes() const { return bytes_; }

  private:
    static constexpr std::size_t batch_size = 256;  // states

    std::map<std::pair<std::uint32_t, std::uint64_t>, std::vector<Batch>> waiting_;
    std::uint64_t bytes_ = 0;
};

}  // namespace mmapck::checker::explicit_
