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

    std::uint64_t checks() const { return checks_; }
    /// Evaluations with the subject there, by invariant.
    const std::vector<std::uint64_t>& subjects() const { return subjects_; }

  private:
    /// A clause of an invariant, or (null) its subject; an invariant without clauses has this part alone.
    struct Part {
        std::uint32_t invariant;
        const CompiledClause* clause;
    };

    /// The invariants of one moment. Their parts, invariant after invariant, are bits of the words first..last-1 of a set of parts.
    struct Group {
        program::ExprId moment;  // whether it is now; no_expr: always
        Routine is_now;          // its value
        std::vector<std::uint32_t> invariants;
        std::vector<Part> parts;
        std::uint32_t first;
        std::uint32_t last;
    };

    void add_group(program::Moment moment, program::ExprId expression, const Routine& is_now);
    void mark_readers(const Group& group);
    bool is_now(Machine& machine, const Group& group) const {
        return group.moment == program::no_expr || machine.evaluate(group.is_now) != 0;
    }
    void evaluate(Machine& machine, std::uint32_t invariant);
    void evaluate_touched(Machine& machine, const Group& group);

    const Model& model_;
    bool skip_unwritten_;
    std::vector<Group> groups_;
    std::uint32_t set_words_ = 0;
    std::vector<std::uint64_t> readers_;  // by cell, set_words_ words each: the parts that depend on it
    std::vector<std::uint64_t> touched_;  // parts
    std::vector<std::uint32_t> failing_;
    std::vector<std::uint64_t> subjects_;
    std::uint64_t checks_ = 0;
};

}  // namespace mmapck::checker::explicit_
