// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "checker/explicit/batch.h"
#include "checker/explicit/disk/data_file.h"
#include "checker/explicit/memory.h"

namespace mmapck::checker::explicit_ {

/// States reached by moves that cost faults: they wait until the search comes to that number of faults. They wait in small batches:
/// one that grew would be copied again and again, each time to memory that the kernel has to clear first. What waits can be moved to
/// a file: it is added and taken in order.
class FaultLayers {
  public:
    /// `words`: of a packed state.
    explicit FaultLayers(std::uint32_t words) : words_(words), blocks_(batch_size * (words + 1)) {}

    void add(std::uint32_t faults, std::uint64_t depth, const Word* state, Link link);

    /// The smallest depth at which states with so many faults wait; no_depth if none does.
    static constexpr std::uint64_t no_depth = ~std::uint64_t{0};
    std::uint64_t first_depth(std::uint32_t faults) const;

    /// Removes what waits at one depth and hands it over, batch by batch in order. `use` may not add to it. Throws DiskError.
    void take(std::uint32_t faults, std::uint64_t depth, const std::function<void(const BatchView&)>& use);

    bool empty() const { return waiting_.empty(); }

    /// Of all that waits, wherever it is.
    std::uint64_t bytes() const { return batches_ * bytes_per_batch(); }
    /// A bound of what is resident with so many more states of one depth.
    std::uint64_t resident_with(std::uint64_t more, std::uint32_t most_faults) const {
        return on_disk_bytes_ + blocks_.resident_with(more == 0 ? 0 : more / batch_size + most_faults + 1);
    }

    /// Of this, what is not on disk.
    std::uint64_t in_memory() const { return blocks_.resident_with(0); }

    /// By faults and depth, in order: extents of a file, each a batch. First its states, then its links.
    using OnDisk = std::map<std::pair<std::uint32_t, std::uint64_t>, std::vector<Extent>>;
    /// Writes what waits in memory behind what waits on disk; returns where all of it is. Throws DiskError.
    OnDisk write(DataFile& file) const;
    /// From now on all that waits is there, and nothing in memory. `file` must outlive this.
    void move_to_disk(const OnDisk& on_disk, const DataFile& file);

  private:
    static constexpr std::size_t batch_size = 256;  // states

    /// What is on disk, then batches in memory, all but the last of them full. Each is a block: first its states, then its links.
    struct Queue {
        std::deque<Extent> on_disk;
        std::deque<Word*> batches;
        std::size_t in_last = 0;
        std::uint64_t states = 0;
    };

    std::size_t take_from(Queue& queue);
    static std::uint64_t batches_of(std::uint64_t states) { return (states + batch_size - 1) / batch_size; }

    Link* links_of(Word* batch, std::size_t size) const { return reinterpret_cast<Link*>(batch + size * words_); }
    std::uint64_t bytes_per_state() const { return (words_ + 1) * sizeof(Word); }
    std::uint64_t bytes_per_batch() const { return batch_size * bytes_per_state(); }

    std::uint32_t words_;
    Blocks blocks_;
    std::map<std::pair<std::uint32_t, std::uint64_t>, Queue> waiting_;
    std::uint64_t batches_ = 0;          // that would be in use if all were in memory
    std::uint64_t on_disk_bytes_ = 0;    // of memory, to know where batches on disk are
    const DataFile* file_ = nullptr;
    std::vector<Word> taken_;            // the batch that is handed over
};

}  // namespace mmapck::checker::explicit_
