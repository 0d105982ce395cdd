// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "checker/replay/interpreter.h"
#include "checker/symbolic/system.h"
#include "checker/verdict.h"

namespace mmapck::checker::symbolic {

/// One move of a run as a solver gives it: whose, and what its inputs are. Inputs that are not there do not matter.
struct ChosenMove {
    TaskId task = 0;
    std::map<LeafId, std::int64_t> inputs;
};

/// The solver's run is none of the program's: a mistake in the transition system or in the solver, never in a model.
struct NoSuchRun : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The run ends where no task can go on, but one could if no fault had been taken before: only a fault leads on, and as many as there may be were taken. To the explicit engine that is a deadlock
/// only if the state cannot be reached with fewer faults, which a run alone does not tell.
struct FaultsUsedUp : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How a state between moves is a violation, if it is one.
std::optional<Violation> violation_of(replay::Interpreter& interpreter, const replay::State& state, std::uint32_t faults_left);

/// Runs the moves with the plain interpreter up to the first violation and gives the run as a counterexample; replay::confirm has agreed. Throws NoSuchRun, FaultsUsedUp.
Counterexample counterexample(const program::Program& program, const TransitionSystem& system, const std::vector<ChosenMove>& moves);

}  // namespace mmapck::checker::symbolic
