// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "checker/env.h"
#include "checker/explicit/model.h"
#include "checker/explicit/store.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

/// Visits states breadth first by moves, whatever the faults, and looks at no invariant. A state that a longer run reaches with fewer
/// faults is expanded once more: it can go on to more.
class Walk {
  public:
    /// A move, and whether the state after it is new. Of moves into a violation only `machine` counts.
    struct Move {
        const Machine& machine;
        bool violated = false;
        bool found = false;
    };
    using Visitor = std::function<void(const Move&)>;

    /// Of `limits`, states and memory count. With `lock_order`, moves have their acquisitions. Without the moves of the task `left_out`, if it is one. All
    /// must outlive it.
    Walk(const Model& model, const Limits& limits, const Env& env, Visitor visit, bool lock_order, program::TaskId left_out = program::none)
        : model_(model), limits_(limits), env_(env), visit_(std::move(visit)), left_out_(left_out), successors_(model, lock_order), store_(model.layout.bits(), 0), state_(model.layout.words()) {}

    /// Whether it came to an end; false: a limit ended it. To be called once. O(states x moves).
    bool run();

    /// States of complete levels: those of smaller number.
    std::uint64_t known() const { return known_; }
    const Word* state(std::uint64_t number);
    /// Moves of the shortest run to a state; ascending with its number.
    std::uint32_t depth(std::uint64_t number) const { return depths_[number]; }
    /// The fewest faults of a run to a state, as far as runs were followed.
    std::uint32_t faults(std::uint64_t number) const { return faults_[number]; }

  private:
    bool expand(std::uint64_t number, std::uint32_t depth);
    bool reach(const Word* packed, std::uint32_t depth, std::uint32_t faults);
    std::uint64_t bytes() const { return store_.bytes() + store_.size() * 3 * sizeof(std::uint64_t); }

    const Model& model_;
    const Limits& limits_;
    const Env& env_;
    const Visitor visit_;
    const program::TaskId left_out_;
    Successors successors_;
    Store store_;
    std::vector<Word> state_;
    std::vector<std::uint32_t> depths_;        // by number of the state; ascending
    std::vector<std::uint32_t> faults_;        // by number of the state: the fewest so far
    std::vector<std::uint64_t> level_, next_;  // to be expanded
    std::uint64_t expanded_ = 0;
    std::uint64_t known_ = 0;
};

}  // namespace mmapck::checker::explicit_
