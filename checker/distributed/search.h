// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/distributed/exchange.h"
#include "checker/distributed/news.h"
#include "checker/distributed/owned_states.h"
#include "checker/env.h"
#include "checker/explicit/collapse.h"
#include "checker/explicit/expander.h"
#include "checker/explicit/fault_layers.h"
#include "checker/explicit/finding.h"
#include "checker/explicit/lock_order.h"
#include "checker/explicit/model.h"
#include "checker/explicit/native/compilation.h"
#include "checker/explicit/options.h"
#include "checker/verdict.h"

namespace mmapck::checker::distributed {

/// explicit_::Search on several ranks. A state belongs to the rank that its hash names. Level by level each rank takes the moves from its states and
/// sends what they lead to to the owners. Each move has a key, the number of the state that it starts from and its ordinal there; the owner keeps the
/// smallest key that leads to a new state, and the order of these keys is that in which one process finds the states. So a state has the number that it
/// has there, and findings, counts and traces are the same.
///
/// What a level has besides states, as a violation, is known to all ranks when it ends. If the search ends within the level, what one process would
/// have counted until then is counted again, without messages.
class Search {
  public:
    /// The arguments must outlive it; all but `ranks` are the same on all ranks. `few_keys`: see number_keys.
    Search(const explicit_::Model& model, const Limits& limits, const Env& env, const explicit_::Options& options, Ranks& ranks, std::uint64_t few_keys);

    /// Once. All ranks must call it, as the functions below, and get the same.
    void run();

    const std::string& stopped() const { return stopped_; }
    std::vector<explicit_::Finding> findings() const { return findings_.sorted(); }
    Statistics statistics();
    Trace trace(const explicit_::Origin& origin);

    /// What this rank has, and has sent.
    std::uint64_t own_states() const { return states_.store().size(); }
    std::uint64_t memory() const { return states_.bytes() + layers_.bytes(); }
    const Exchange& exchange() const { return exchange_; }

  private:
    static constexpr std::uint64_t nowhere = ~std::uint64_t{0};

    /// Where one process would have stopped within a level.
    struct Stop {
        std::uint64_t closing = nowhere;  ///< the first state whose moves are not taken: from here on only deadlocks are looked for
        std::uint64_t end = nowhere;      ///< the first state that is not looked at
    };

    void run_layer();
    bool run_level(std::uint64_t first, std::uint64_t last);
    void arrive(std::string_view records);
    void add_waiting(std::uint64_t depth);
    void expand_all();
    void expand(std::size_t i);
    void look_for_deadlock(std::size_t i);
    void send(const explicit_::Word* state, explicit_::Link link, std::uint32_t faults);
    void collect_news();
    std::uint64_t closing(const News& news, std::uint64_t first) const;
    bool number_new(std::uint64_t first, std::uint64_t last, Stop& stop);
    void overflow(const Numbered& numbered, const std::vector<std::uint64_t>& keys, std::uint64_t first, std::uint64_t last, Stop& stop);
    void count_again(const Stop& stop);
    void accept(News news);
    void advance_lock_order(std::uint64_t moves);
    bool enough(const explicit_::Findings& findings) const;
    void look_up();
    void stop(const std::string& reason);
    std::uint32_t owner(const explicit_::Word* state) const;

    const explicit_::Model& model_;
    const Limits& limits_;
    const Env& env_;
    const explicit_::Options options_;
    Ranks& ranks_;
    const std::uint64_t few_keys_;
    Exchange exchange_;
    const std::uint32_t words_, state_bytes_;
    OwnedStates states_;
    explicit_::FaultLayers layers_;
    explicit_::Findings findings_;        // of all ranks
    explicit_::LockOrder lock_order_;
    explicit_::Collapse collapse_;        // does nothing
    explicit_::NativeCompilation compilation_;
    explicit_::Expander expander_;
    std::vector<explicit_::Word> state_;  // that is expanded
    explicit_::Expansion expansion_;
    LevelStates own_;                     // of the level that is expanded
    News news_;                           // of this rank in this level
    explicit_::Counts counted_, dropped_; // before this level; what was counted and does not count
    explicit_::Seen seen_;                // before this level
    explicit_::Level level_;
    std::uint64_t total_ = 0;             // states of all ranks that have a number
    std::uint64_t to_go_ = 0;             // of these, not expanded
    std::vector<explicit_::Word> arriving_;
    std::string stopped_;
    std::chrono::steady_clock::time_point start_;
    Statistics statistics_;
};

}  // namespace mmapck::checker::distributed
