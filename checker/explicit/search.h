// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "checker/env.h"
#include "checker/explicit/batch.h"
#include "checker/explicit/collapse.h"
#include "checker/explicit/fault_layers.h"
#include "checker/explicit/finding.h"
#include "checker/explicit/invariants.h"
#include "checker/explicit/links.h"
#include "checker/explicit/lock_order.h"
#include "checker/explicit/model.h"
#include "checker/explicit/native/compilation.h"
#include "checker/explicit/native/successors.h"
#include "checker/explicit/store.h"
#include "checker/explicit/successors.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// Explores all reachable states: first all that are reachable without a fault, breadth first, then those with one fault, and so on. A state
/// is found with its fewest faults, then its fewest moves, then by its first parent's first move; states are numbered
/// in that order. So the first violation found is the shortest.
class Search {
  public:
    /// The arguments must outlive it.
    Search(const Model& model, const Limits& limits, const Env& env, const Options& options);

    /// Once.
    void run();

    /// Whether every reachable state was explored.
    bool complete() const { return stopped_.empty(); }
    /// Otherwise why not, and how far it came.
    const std::string& stopped() const { return stopped_; }

    std::vector<Finding> findings() const { return findings_.sorted(); }
    Statistics statistics() const;

    /// The run to a finding. O(its moves x the branching of its states).
    Trace trace(const Origin& origin) const;

  private:
    void run_layer();
    bool run_level(std::uint64_t first, std::uint64_t last);
    void expand(std::uint64_t number);
    void look_for_deadlock(std::uint64_t number);
    void judge_move(const Origin& origin);
    void judge_violation(const Origin& origin);
    void judge_deadlock(std::uint64_t number);
    void add_invariants(const std::vector<std::uint32_t>& failing, Origin origin, program::TaskId task, const program::Step* step);
    void note_coverage();
    void insert_waiting(std::uint64_t depth);
    void insert(const BatchView& batch);
    const Word* load(std::uint64_t number);
    void advance_lock_order(std::uint64_t moves);
    native::Known known() const;
    bool expand_natively(std::uint64_t number, const Word* state);
    bool enough() const;
    bool stopping();
    void stop(std::string reason);
    std::uint64_t memory() const;

    const Model& model_;
    const Limits& limits_;
    const Env& env_;
    Successors successors_;
    NativeCompilation compilation_;
    const NativeCode* native_code_ = nullptr;
    std::optional<NativeSuccessors> native_;
    Invariants invariants_;
    LockOrder lock_order_;
    Collapse collapse_;
    Store store_;
    Links links_;
    std::vector<Word> stored_;      // the state being expanded, as in the store
    FaultLayers layers_;
    bool stubborn_sets_;
    Batch batch_;
    std::vector<std::uint64_t> hashes_;
    Findings findings_;
    std::uint32_t faults_ = 0;      // of the states that are being expanded
    std::uint64_t depth_ = 0;       // their moves
    std::uint64_t to_go_ = 0;       // states found and not expanded
    bool closing_ = false;          // the verdict is known but for deadlocks at this depth
    std::string stopped_;
    std::chrono::steady_clock::time_point start_;
    Statistics statistics_;
    std::vector<std::uint8_t> steps_taken_;
};

}  // namespace mmapck::checker::explicit_
