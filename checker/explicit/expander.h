// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "checker/explicit/batch.h"
#include "checker/explicit/collapse.h"
#include "checker/explicit/finding.h"
#include "checker/explicit/footprint_check.h"
#include "checker/explicit/invariants.h"
#include "checker/explicit/lock_order.h"
#include "checker/explicit/model.h"
#include "checker/explicit/native/successors.h"
#include "checker/explicit/only_move.h"
#include "checker/explicit/options.h"
#include "checker/explicit/store.h"
#include "checker/explicit/stubborn_choice.h"
#include "checker/explicit/successors.h"
#include "checker/explicit/task_symmetry.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// What came of expanding some states, in canonical order.
struct Expansion {
    Batch next;                               ///< successors with as many faults as their parents
    Batch later;                              ///< successors with more
    std::vector<std::uint32_t> later_faults;  ///< theirs

    /// A successor that cannot be compressed yet, as a block of it has a content that was never there: the state is not filled in.
    struct Unseen {
        bool later = false;                   ///< in `later`, otherwise in `next`
        std::size_t index = 0;
    };
    std::vector<Unseen> unseen;
    std::vector<Word> unseen_states;          ///< theirs, packed

    std::vector<Finding> findings;
    std::vector<LockOrder::Ordered> acquisitions;
    bool too_many_moves = false;              ///< more moves lead from a state than a Link can number

    void clear();
    std::uint64_t bytes() const { return next.bytes() + later.bytes() + bytes_of(later_faults) + bytes_of(unseen) + bytes_of(unseen_states); }
    /// Compresses what could not be.
    void complete(Collapse& collapse, std::uint32_t words);
};

/// Where the states that are expanded are.
struct Level {
    std::uint32_t faults = 0;
    std::uint64_t depth = 0;
};

/// What the search has come to know; not changed while states are expanded.
struct Known {
    const Collapse& collapse;
    const Findings& findings;
    const LockOrder& lock_order;
    const TaskSymmetry* symmetry;  ///< null: no state stands for another
};

/// Numbers that only grow.
struct Counts {
    std::uint64_t transitions = 0;
    std::uint64_t deadlocks = 0;

    void add(const Counts& more);
    void subtract(const Counts& less);

    template <class Archive>
    void serialize(Archive& archive) {
        archive(transitions, deadlocks);
    }
};

/// What was seen of the program.
struct Seen {
    std::vector<std::uint8_t> steps_taken;  ///< by StepId: some move took it
    std::vector<std::uint8_t> tested;       ///< by invariant: it was evaluated with its subject there

    void add(const Seen& more);

    template <class Archive>
    void serialize(Archive& archive) {
        archive(steps_taken, tested);
    }
};

/// Takes all moves from one state after the other and judges what they lead to. Each thread has one; they share what is known.
class Expander {
  public:
    /// The arguments must outlive it.
    Expander(const Model& model, const Known& known, bool lock_order, const Options& options);

    /// From now on runs this code where it can; none if null. It must outlive its use.
    void use(const NativeCode* code);
    /// Where there was none.
    const native::Demand& demand() const { return demand_; }

    /// Appends to `expansion`. `stored`: the state with this number, as it is stored.
    void expand(std::uint64_t number, const Word* stored, const Level& level, Expansion& expansion);
    /// The same, but takes no notice of anything but a deadlock.
    void look_for_deadlock(std::uint64_t number, const Word* stored, const Level& level, Expansion& expansion);
    /// Judges the initial state.
    void judge_initial(Expansion& expansion);

    std::vector<Word> initial() const { return successors_.initial(); }

    Counts counts() const;
    Seen seen() const;
    /// Adds to what all have seen the steps that a reduction left out and that were taken in another way.
    void complete(Statistics& statistics) const { stubborn_choice_.complete(statistics.steps_taken); }
    void set_seen(const Seen& seen);

  private:
    const Word* unpacked(const Word* stored);
    bool expand_natively(std::uint64_t number, const Word* state, TaskSet first, const Level& level, Expansion& expansion);
    bool progresses(const Word* state) const;
    void note_acquisitions(std::span<const Acquisition> acquisitions, std::span<const PathStep> path, const Origin& origin, Expansion& expansion);
    const Word* pass(const Word* packed, Origin origin, Expansion& expansion);
    const Word* pass_one(const Word* packed, const Origin& origin, TaskSet first, Expansion& expansion);
    void add_successor(const Word* packed, Word changed, const Word* parent, std::uint32_t faults, const Origin& origin, Expansion& expansion);
    void note_coverage();
    void note_demand(const Word* state);
    void judge_move(const Origin& origin, const Level& level, Expansion& expansion);
    void judge_violation(const Origin& origin, Expansion& expansion);
    void judge_deadlock(std::uint64_t number, const Level& level, Expansion& expansion);
    void add_invariants(const std::vector<std::uint32_t>& failing, const Origin& origin, program::TaskId task, const program::Step* step,
                        Expansion& expansion);

    const Model& model_;
    Known known_;
    Successors successors_;
    const NativeCode* native_code_ = nullptr;
    std::optional<NativeSuccessors> native_, native_only_;
    const bool counts_demand_;
    native::Demand demand_;
    Invariants invariants_;
    StubbornChoice stubborn_choice_;
    std::optional<OnlyMove> only_move_;                // none: all states are stored
    std::unique_ptr<FootprintCheck> footprint_check_;  // null: not asked for
    std::optional<Representative> representative_;     // none: no state stands for another
    const Word* stored_ = nullptr;   // the state that is expanded, as it is stored
    std::vector<Word> expanded_;     // the same, packed
    std::vector<Word> passed_;       // where a chain has come to, packed
    std::vector<Word> compressed_;   // the last successor
    std::uint64_t transitions_ = 0, deadlocks_ = 0;
    std::vector<std::uint8_t> steps_taken_;
};

}  // namespace mmapck::checker::explicit_
