// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/fault_layers.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <span>

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
    new (links_of(batch, batch_size) + queue.in_last) Link(link);
    ++queue.in_last;
    if (queue.states++ % batch_size == 0) ++batches_;
}

std::uint64_t FaultLayers::first_depth(std::uint32_t faults) const {
    const auto next = waiting_.lower_bound({faults, 0});
    return next != waiting_.end() && next->first.first == faults ? next->first.second : no_depth;
}

void FaultLayers::take(std::uint32_t faults, std::uint64_t depth, const std::function<void(const BatchView&)>& use) {
    for (auto found = waiting_.find({faults, depth}); found != waiting_.end(); found = waiting_.find({faults, depth})) {
        const std::size_t size = take_from(found->second);
        if (found->second.states == 0) waiting_.erase(found);
        use({taken_.data(), links_of(taken_.data(), size), size});  // it may move the others to disk
    }
}

/// Moves the first batch to `taken_`. Returns its number of states.
std::size_t FaultLayers::take_from(Queue& queue) {
    std::size_t size = 0;
    if (!queue.on_disk.empty()) {
        const Extent extent = queue.on_disk.front();
        size = extent.bytes / bytes_per_state();
        taken_.resize(extent.bytes / sizeof(Word));
        const std::array pieces{std::as_writable_bytes(std::span(taken_))};
        file_->read(extent, pieces);
        queue.on_disk.pop_front();
        on_disk_bytes_ -= sizeof(Extent);
    } else {
        Word* const batch = queue.batches.front();
        size = queue.batches.size() > 1 ? batch_size : queue.in_last;
        taken_.resize(size * (words_ + 1));
        std::copy_n(batch, size * words_, taken_.data());
        std::uninitialized_copy_n(links_of(batch, batch_size), size, links_of(taken_.data(), size));
        queue.batches.pop_front();
        blocks_.give_back(batch);
    }
    batches_ -= batches_of(queue.states) - batches_of(queue.states - size);
    queue.states -= size;
    return size;
}

FaultLayers::OnDisk FaultLayers::write(DataFile& file) const {
    OnDisk all;
    for (const auto& [cost, queue] : waiting_) {
        std::vector<Extent>& extents = all[cost];
        extents.assign(queue.on_disk.begin(), queue.on_disk.end());
        for (std::size_t i = 0; i < queue.batches.size(); ++i) {
            Word* const batch = queue.batches[i];
            const std::size_t size = i + 1 < queue.batches.size() ? batch_size : queue.in_last;
            const std::array pieces{std::as_writable_bytes(std::span(batch, size * words_)),
                                    std::as_writable_bytes(std::span(links_of(batch, batch_size), size))};
            extents.push_back(file.append(pieces));
        }
    }
    return all;
}

void FaultLayers::move_to_disk(const OnDisk& on_disk, const DataFile& file) {
    file_ = &file;
    waiting_.clear();
    blocks_.clear();
    batches_ = on_disk_bytes_ = 0;
    for (const auto& [cost, extents] : on_disk) {
        Queue& queue = waiting_[cost];
        for (const Extent& extent : extents) queue.states += extent.bytes / bytes_per_state();
        batches_ += batches_of(queue.states);
        on_disk_bytes_ += extents.size() * sizeof(Extent);
        queue.on_disk.assign(extents.begin(), extents.end());
    }
}

}  // namespace mmapck::checker::explicit_
