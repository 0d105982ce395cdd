// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Evaluates the invariants of states between moves: every_step, quiescence and end.
///
/// An every_step invariant held in the state before the move, or the run would have ended there. So those of its clauses are
/// evaluated that read a cell which the move wrote, and no others.
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
    using Set = std::vector<std::uint64_t>;  // bits: positions in parts_

    /// Of an every_step invariant: one of its clauses, or (null) its subject.
    struct Part {
        std::uint32_t invariant;
        const CompiledClause* clause;
    };

    void evaluate(Machine& machine, std::uint32_t invariant);
    void evaluate_touched(Machine& machine);
    void other_moments(Machine& machine);

    const Model& model_;
    bool skip_unwritten_;
    std::vector<std::uint32_t> every_step_, quiescence_, end_;
    std::vector<Part> parts_;   // invariant after invariant
    std::uint32_t set_words_ = 0;
    Set readers_;               // by cell, set_words_ words each: the parts that read it
    Set touched_;
    std::vector<std::uint32_t> failing_;
    std::vector<std::uint64_t> subjects_;
    std::uint64_t checks_ = 0;
};

}  // namespace mmapck::checker::explicit_
