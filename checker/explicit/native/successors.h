// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/native/code.h"
#include "checker/explicit/task_set.h"

namespace mmapck::checker::explicit_ {

/// All moves from a packed state, by native code, where each of them is nothing but a move.
class NativeSuccessors {
  public:
    /// All must outlive it. `demand`: gets what was missed.
    NativeSuccessors(const Model& model, const NativeCode& code, native::Demand& demand);

    /// Finds all outcomes of some tasks, those of Successors in its order. False: something in this state is for the interpreter, deadlock and
    /// a lack of moves without faults included; outcomes() are meaningless.
    bool expand(const Word* state, std::uint32_t faults_left, TaskSet tasks = everyone);

    /// The state after the only outcome of these tasks, which costs no fault; null if there are others, or the state is for the interpreter:
    /// `unknown` tells. Until the next call.
    const Word* only(const Word* state, std::uint32_t faults_left, TaskSet tasks, bool& unknown);

    // The outcomes, until the next call of expand:
    std::uint32_t outcomes() const { return static_cast<std::uint32_t>(faults_.size()); }
    /// Whether a move has faults.
    bool any_faults() const { return any_faults_; }
    /// The state after a move, packed; that of the next move is behind it.
    const Word* state(std::uint32_t outcome) const { return states_.data() + std::size_t{outcome} * words_; }
    /// Of the move.
    std::uint32_t faults(std::uint32_t outcome) const { return faults_[outcome]; }

  private:
    /// Where the moves of a task are.
    struct Moves {
        program::TaskId task;
        Field location;                     // of the task in a state
        const native::Move* by_number;      // by number in Section::stored; null: there is no code
        std::size_t number;                 // that of the task in the state
    };

    bool has_code(const Word* state, TaskSet tasks);
    bool make_moves(const Word* state, const Moves& moves, std::size_t most);
    native::Result make_moves(const Word* state, native::Move move, std::size_t most);
    bool next_way();
    bool judge(const Word* state, const Word* successor);
    bool judge(std::size_t group, const Word* successor) const;
    bool touch(const Word* state, const Word* successor);

    const Model& model_;
    const NativeCode& code_;
    native::Demand& demand_;
    const std::uint32_t words_;
    native::Run run_;
    std::vector<native::Decision> decisions_;
    std::vector<Word> states_;               // of outcomes, and room for the next
    std::vector<std::uint32_t> faults_;      // of outcomes
    std::vector<std::uint64_t> touched_;     // parts of invariants
    std::vector<Moves> moves_;               // by task
    std::vector<Word> looked_at_;            // by word of a state: the bits that parts of invariants depend on
    bool any_faults_ = false;
};

}  // namespace mmapck::checker::explicit_
