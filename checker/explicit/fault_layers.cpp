// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/fault_layers.h"

#include <algorithm>
#include <new>

namespace mmapck::checker::explicit_ {

static_assert(sizeof(Link) == sizeof(Word));

void FaultLayers::add(std::uint32_t faults, std::uint64_t depth, const Word* state, Link link) {
    Queue& queue = waiting_[{faults, depth}];
    if (queue.batches.empty() || queue.in_last == batch_size) {
        queue.batches.push_back(blocks_.take());
        queue.in_last = 0;
    }
    Word* const batch = queue.batches.back();
    std::copy_n(state, words_, batch + queue.in_last * words_);
    new (links_of(batch) + queue.in_last) Link(link);
    ++queue.in_last;
}

std::uint64_t FaultLayers::first_depth(std::uint32_t faults) const {
    const auto next = waiting_.lower_bound({faults, 0});
    return next != waiting_.end() && next->first.first == faults ? next->first.second : no_depth;
}

void FaultLayers::take(std::uint32_t faults, std::uint64_t depth, const std::function<void(const BatchView&)>& use) {
    const auto found = waiting_.find({faults, depth});
    if (found == waiting_.end()) return;
    const Queue queue = std::move(found->second);
    waiting_.erase(found);
    for (std::size_t i = 0; i < queue.batches.size(); ++i) {
        Word* const batch = queue.batches[i];
        use({batch, links_of(batch), i + 1 < queue.batches.size() ? batch_size : queue.in_last});
        blocks_.give_back(batch);
    }
}

}  // namespace mmapck::checker::explicit_
