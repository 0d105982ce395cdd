// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/smt_writer.h"

namespace mmapck::checker::symbolic {

/// The states of a run, one after the other, as SMT-LIB 2. Texts are commands to be told to a solver in the order in which they are asked for.
class Unrolling {
  public:
    /// The system must outlive it. `everywhere`: the first state is any state, and tasks may be anywhere in every state.
    Unrolling(const TransitionSystem& system, Numbers numbers, bool everywhere);

    /// Declares the state after so many moves; states are declared in order, from 0. Ranges of cells are asserted of the state 0 of a run that begins everywhere.
    std::string declare_state(std::uint32_t moves);

    /// That state 0 is the initial one, with any limit of faults.
    std::string initially() const;

    /// Defines "move_N": one move leads from state N to state N + 1, which must be declared; and "wrong_move_N": the move from state N is a violation. All
    /// that the move chooses is declared.
    std::string define_move(std::uint32_t moves);

    /// Defines "wrong_state_N": state N is a violation.
    std::string define_wrong_state(std::uint32_t moves);

    /// The names whose values say which move N is: "task_N" first, then inputs.
    std::vector<std::string> choices(std::uint32_t moves) const;
    LeafId input_of(const std::string& name) const;

    SmtWriter& writer(std::uint32_t moves) { return writers_[moves]; }

  private:
    bool may_be_at(LocationId at, std::uint32_t moves) const { return distance_[at] <= moves; }
    std::string taken(const Block& block, std::uint32_t moves) const;
    std::string sort_of_tasks() const;
    std::string task_literal(TaskId task) const;

    const TransitionSystem& system_;
    Numbers numbers_;
    bool everywhere_;
    std::vector<std::uint32_t> distance_;   // by location: moves of its task that it takes at least to get there
    std::vector<SmtWriter> writers_;        // by state
};

}  // namespace mmapck::checker::symbolic
