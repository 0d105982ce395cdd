// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/cells.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// What both compilers, to the register machine and to native code, need to know of steps. Keeps references to its arguments.
class StepFacts {
  public:
    StepFacts(const program::Program& program, const Cells& cells, const std::vector<program::Interval>& worth, const LiveCells& live)
        : program_(program), cells_(cells), worth_(worth), live_(live) {}

    /// Whether a move ends where it comes to this location.
    bool stops(program::LocationId location) const {
        return program_.locations[location].interruptible || program_.locations[location].final;
    }

    /// Whether one of the steps after the i-th may be enabled together with it.
    bool has_alternative(const std::vector<program::StepId>& steps, std::size_t i) const;

    /// Whether all steps after the i-th cost a fault.
    bool only_faults_after(const std::vector<program::StepId>& steps, std::size_t i) const;

    /// What a conjunction is made of, in order: where one term is 0, the others need not be evaluated.
    std::vector<program::ExprId> terms(program::ExprId root) const;

    /// A store in a cell that is dead after the step; the value is in its domain.
    bool without_effect(const program::Assignment& assignment, program::LocationId to) const;

    bool index_may_be_outside(const program::Assignment& assignment) const;
    bool value_may_be_outside(const program::Assignment& assignment) const;

  private:
    const program::Program& program_;
    const Cells& cells_;
    const std::vector<program::Interval>& worth_;
    const LiveCells& live_;
};

}  // namespace mmapck::checker::explicit_
