// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/invariants.h"
#include "checker/explicit/model.h"
#include "checker/explicit/stubborn_choice.h"
#include "checker/explicit/successors.h"

namespace mmapck::checker::explicit_ {

/// Finds states that need not be stored, as they are passed through at once: those from which stubborn sets leave one move, which costs no fault, could not
/// fail, and violates nothing (Behrmann, Larsen, Pelanek, "To store or not to store", 2003). Which states are is a function of the state alone. No cycle consists of
/// such states, as each has one in which all moves are taken (loop_cuts.h), but a loop that counts may be long.
class OnlyMove {
  public:
    /// The arguments must outlive it.
    OnlyMove(const Model& model, Invariants& invariants, bool lock_order)
        : invariants_(invariants), successors_(model, lock_order), words_(model.layout.words()),
          most_faults_(model.program.max_faults) {}

    /// So many states are passed through before one is stored nevertheless.
    static constexpr std::uint32_t most = 4096;

    /// Starts on a packed state; `first`: its stubborn set, which is not everyone.
    void load(const Word* state, TaskSet first) { successors_.load(state, most_faults_, first); }

    /// After load(), once, with what chose the set: the state after the only move, packed, until the next call; null if the state loaded is to be stored.
    const Word* take(const StubbornChoice& choice);

    // After take() gave a state:
    const std::vector<PathStep>& path() const { return path_; }
    const std::vector<Acquisition>& acquisitions() const { return acquisitions_; }

    const std::vector<program::LocationId>& locations() const { return successors_.locations(); }
    Machine& machine() { return successors_.machine(); }
    const Machine& machine() const { return successors_.machine(); }

  private:
    Invariants& invariants_;
    Successors successors_;
    const std::uint32_t words_;
    const std::uint32_t most_faults_;
    std::vector<Word> state_;
    std::vector<PathStep> path_;
    std::vector<Acquisition> acquisitions_;
};

}  // namespace mmapck::checker::explicit_
