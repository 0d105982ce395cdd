// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/explicit/finding.h"
#include "checker/explicit/machine.h"
#include "checker/graph/cycles.h"

namespace mmapck::checker::explicit_ {

/// Whether a step is part of a function that does not wait for the lock.
bool is_trylock(const program::Program& program, program::StepId step);

/// Which locks are taken while which are held, as in the kernel's lockdep: a cycle among the classes of locks is a
/// violation even if no run deadlocks. Acquisitions by trylock are left out, since they do not wait. Two locks of one class
/// make a cycle only if they are taken in both orders.
class LockOrder {
  public:
    explicit LockOrder(const program::Program& program);

    /// A lock that was acquired while another was held, by a move.
    struct Ordered {
        std::uint32_t held = 0, acquired = 0;  ///< locks
        program::StepId step = 0;
        Origin origin;                         ///< up to the acquisition

        template <class Archive>
        void serialize(Archive& archive) {
            archive(held, acquired, step, origin);
        }
    };

    /// What a move acquired, if it is worth a note: no order of these locks is known that is as cheap, and it is no trylock.
    std::optional<Ordered> ordered(const Acquisition& acquisition, std::span<const PathStep> path, const Origin& origin) const;

    void note(const Ordered& ordered);

    /// By held x locks + acquired: 1 where noting it at this cost, or a higher one, changes nothing.
    std::vector<std::uint8_t> settled(std::uint32_t faults, std::uint64_t moves) const;

    /// Adds what was noted with so many faults, and at most so many moves, to the graph, in canonical order. Returns the first
    /// cycle, once.
    std::optional<Finding> advance(std::uint32_t faults, std::uint64_t moves);

    /// What was noted.
    template <class Archive>
    void serialize(Archive& archive) {
        archive(waiting_, best_, first_, same_class_, found_);
        edges_.clear();
        for (const Ordered& ordered : first_) edges_.push_back(edge(ordered));
    }

  private:
    graph::Edge edge(const Ordered& ordered) const { return {class_of_lock_[ordered.held], class_of_lock_[ordered.acquired]}; }
    std::optional<std::vector<Ordered>> add(const Ordered& ordered);
    Finding describe(const std::vector<Ordered>& cycle) const;
    std::string entry(const Ordered& ordered, bool one_class) const;

    const program::Program& program_;
    std::vector<std::uint32_t> class_of_lock_;
    std::uint32_t classes_ = 0;
    std::vector<Ordered> waiting_;                    // noted, not yet in the graph
    std::vector<std::uint64_t> best_;                 // by held x locks + acquired: cost noted + 1, or 0
    std::vector<Ordered> first_;                      // of each edge of the graph
    std::vector<graph::Edge> edges_;                  // between classes
    std::vector<Ordered> same_class_;
    bool found_ = false;
};

}  // namespace mmapck::checker::explicit_
