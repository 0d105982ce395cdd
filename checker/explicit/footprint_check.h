// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"
#include "checker/explicit/stubborn.h"

namespace mmapck::checker::explicit_ {

/// Holds footprints against what moves really do: each move has to write no more than its footprint says, and to do the same where a cell that it
/// should not look at has another value.
class FootprintCheck {
  public:
    /// `model` must outlive it.
    explicit FootprintCheck(const Model& model) : model_(model), stubborn_sets_(model), machine_(model.code, model.program, false) {}

    /// Runs all moves from a state, and again with one other cell changed for each task; the next call changes other cells. Throws Disagreement.
    void check(const std::vector<program::LocationId>& locations, const Machine& loaded, std::uint32_t faults_left);

  private:
    /// How a move ended, and what it wrote.
    struct Outcome {
        Ending ending = Ending::moved;
        program::LocationId location = 0;
        Fault fault = Fault::none;
        std::uint32_t fault_number = 0;
        std::uint32_t faults = 0;
        std::vector<program::StepId> steps;
        std::vector<std::pair<std::uint32_t, std::int64_t>> stored;  // cells and what they hold after the move
        friend bool operator==(const Outcome&, const Outcome&) = default;
    };

    std::vector<Outcome> outcomes(program::LocationId from, std::uint32_t faults_left);
    void check_written(program::LocationId from, const std::vector<Outcome>& outcomes) const;
    std::uint32_t other_cell(program::LocationId from);
    [[noreturn]] void disagree(program::LocationId from, std::uint32_t cell, const char* what) const;

    const Model& model_;
    StubbornSets stubborn_sets_;
    Machine machine_;
    std::uint32_t next_ = 0;  // cell to change
};

}  // namespace mmapck::checker::explicit_
