// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Evaluates the invariants of states between moves: every_step, quiescence and end.
///
/// An invariant held in the state before the move, if that was its moment, or the run would have ended there. So those of its clauses
/// are evaluated that read a cell which the move wrote, and no others; all of them where such a cell says whether it is the moment.
class Invariants {
  public:
    /// `model` must outlive it. `skip_unwritten` false: evaluates all of them for every state.
    Invariants(const Model& model, bool skip_unwritten);

    /// The invariants that fail on the machine's values after a move that wrote `written`, ascending.
    const std::vector<std::uint32_t>& failing_after(Machine& machine, const std::vector<Written>& written);

    /// The invariants that fail on the machine's values, ascending; evaluates all.
    const std::vector<std::uint32_t>& failing(Machine& machine);

    /// By invariant: it was evaluated with its subject there.
    const std::vector<std::uint8_t>& tested() const { return tested_; }
    void set_tested(std::vector<std::uint8_t> tested) { tested_ = std::move(tested); }

  private:
    bool is_now(Machine& machine, const InvariantParts::Group& group) const {
        return group.moment == program::no_expr || machine.evaluate(group.is_now) != 0;
    }
    void evaluate(Machine& machine, std::uint32_t invariant);
    void evaluate_touched(Machine& machine, const InvariantParts::Group& group);

    const Model& model_;
    bool skip_unwritten_;
    std::vector<std::uint64_t> touched_;  // parts
    std::vector<std::uint32_t> failing_;
    std::vector<std::uint8_t> tested_;
};

}  // namespace mmapck::checker::explicit_
