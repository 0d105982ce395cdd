// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/native/code.h"

namespace mmapck::checker::explicit_ {

/// All moves from a packed state, by native code, where each of them is nothing but a move.
class NativeSuccessors {
  public:
    /// Both must outlive it.
    NativeSuccessors(const Model& model, const NativeCode& code);

    struct Outcome {
        const Word* state;      ///< after the move, packed
        std::uint32_t faults;   ///< of the move
        Word changed;           ///< where it may differ from the state before, as a set of changed_bit(word)
    };

    /// Finds all outcomes, those of Successors in its order. False: something in this state is for the interpreter, deadlock
    /// included; outcomes() are meaningless.
    bool expand(const Word* state, std::uint32_t faults_left);

    /// Until the next call of expand.
    const std::vector<Outcome>& outcomes() const { return outcomes_; }

  private:
    bool make_moves(const Word* state, native::Move move);
    bool next_way();
    bool judge(const Word* state, const Word* successor);
    Word* room();

    const Model& model_;
    const NativeCode& code_;
    native::Run run_;
    std::vector<native::Decision> decisions_;
    std::vector<Outcome> outcomes_;
    std::vector<std::vector<Word>> states_;  // of outcomes; chunks, so that they stay where they are
    std::vector<std::uint64_t> touched_;     // parts of invariants
    Word changed_ = 0;
};

}  // namespace mmapck::checker::explicit_
