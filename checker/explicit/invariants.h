// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Evaluates the invariants of states between moves: every_step, quiescence and end.
///
/// An every_step invariant held in the state before the move, or the run would have ended there. So it is
/// evaluated only if the move wrote a cell that it reads.
class Invariants {
  public:
    /// `model` must outlive it. `skip_unwritten` false: evaluates all of them for every state.
    Invariants(const Model& model, bool skip_unwritten);

    /// The invariants that fail on the machine's values after a move that wrote `written`, ascending.
    const std::vector<std::uint32_t>& failing_after(Machine& machine, const std::vector<Written>& written);

    /// The invariants that fail on the machine's values, ascending; evaluates all.
    const std::vector<std::uint32_t>& failing(Machine& machine);

    std::uint64_t checks() const { return checks_; }
    /// Evaluations with the subject there, by invariant.
    const std::vector<std::uint64_t>& subjects() const { return subjects_; }

  private:
    using Set = std::vector<std::uint64_t>;  // bits: positions in every_step_

    void evaluate(Machine& machine, std::uint32_t invariant);
    void other_moments(Machine& machine);

    const Model& model_;
    bool skip_unwritten_;
    std::vector<std::uint32_t> every_step_, quiescence_, end_;
    std::uint32_t set_words_ = 0;
    Set readers_;               // by cell, set_words_ words each: the every_step invariants that read it
    Set touched_;
    std::vector<std::uint32_t> failing_;
    std::vector<std::uint64_t> subjects_;
    std::uint64_t checks_ = 0;
};

}  // namespace mmapck::checker::explicit_
