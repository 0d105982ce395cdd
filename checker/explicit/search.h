// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "checker/env.h"
#include "checker/explicit/collapse.h"
#include "checker/explicit/disk/checkpoints.h"
#include "checker/explicit/expander.h"
#include "checker/explicit/fault_layers.h"
#include "checker/explicit/finding.h"
#include "checker/explicit/links.h"
#include "checker/explicit/lock_order.h"
#include "checker/explicit/model.h"
#include "checker/explicit/native/compilation.h"
#include "checker/explicit/rounds.h"
#include "checker/explicit/states.h"
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

    /// Whether states stand for others, so that there are no traces.
    bool symmetric() const { return symmetry_ != nullptr; }

    /// The run to a finding, unless symmetric(). O(its moves x the branching of its states).
    Trace trace(const Origin& origin) const;

  private:
    bool begin();
    void run_layer();
    bool begin_level();
    bool run_level();
    void expand(std::uint64_t number);
    void accept_findings(Expansion& expansion);
    void accept_waiting(const Expansion& expansion);
    void flush();
    bool may_share() const;
    bool expand_together();
    bool within_budgets() const;
    void insert_waiting(std::uint64_t depth);
    void insert(const BatchView& batch);
    void advance_lock_order(std::uint64_t moves);
    native::Demand demand() const;
    native::Known known() const;
    void use_native_code();
    bool enough() const;
    bool stopping();
    void stop(const std::string& reason);
    Counts counts() const;
    Seen seen() const;
    std::uint64_t memory() const;

    // search_memory.cpp
    std::uint64_t resident_with(std::uint64_t states) const;
    bool scarce(std::uint64_t bytes) const;
    std::uint64_t helper_bytes() const;
    bool make_room(std::uint64_t states);
    void spill();
    void give_up_helpers();
    void give_up_native_code();
    std::string held() const;

    // search_checkpoint.cpp
    Identity identity() const;
    std::vector<Rows*> rows();
    template <class Archive>
    void archive(Archive& archive, Counts& counts, Seen& seen, std::vector<std::uint64_t>& tables);
    bool resume();
    void save();
    std::uint64_t next_checkpoint() const;
    void report(const std::string& failure) const;

    const Model& model_;
    const Limits& limits_;
    const Env& env_;
    const Options options_;
    LockOrder lock_order_;
    Collapse collapse_;
    States states_;
    Links links_;
    FaultLayers layers_;
    Findings findings_;
    NativeCompilation compilation_;
    const NativeCode* native_code_ = nullptr;  // that is used, if any
    std::unique_ptr<const TaskSymmetry> symmetry_;  // null: none
    Expander expander_;
    Expansion expansion_;           // of states since the last flush
    std::unique_ptr<Rounds> rounds_;  // once there are threads
    bool helped_ = true;              // there is memory for threads and native code
    Counts counts_before_;            // of threads that were given up, and of the search that this one goes on from
    std::optional<Checkpoints> checkpoints_;
    std::uint64_t checkpoint_at_ = ~std::uint64_t{0};  // before this state is expanded
    bool failing_ = false;            // the last checkpoint could not be written
    std::optional<DataFile> spill_file_;
    bool may_spill_;                  // waiting states, if that is worth it
    std::uint64_t alone_until_ = 0; // states below are not expanded together
    std::vector<Word> state_;       // the one that is expanded
    Level level_;                   // of the states that are being expanded
    std::uint64_t next_ = 0;        // of them, the first that is not expanded
    std::uint64_t last_ = 0;        // behind them
    bool resumed_ = false;          // in the middle of a level
    std::uint64_t to_go_ = 0;       // states found and not expanded
    bool closing_ = false;          // the verdict is known but for deadlocks at this depth
    std::string stopped_;
    std::chrono::steady_clock::time_point start_;
    Statistics statistics_;
};

}  // namespace mmapck::checker::explicit_
