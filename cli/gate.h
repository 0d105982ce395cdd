// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/fault_sets.h"
#include "cli/options.h"

namespace mmapck::cli {

using FaultClasses = std::vector<program::FaultClass>;

/// The program with faults of these classes alone; with all, if there are none.
program::Program with_classes(program::Program program, const FaultClasses& classes);

/// Whether a counterexample needs a fault of another class. None stands for all.
bool needs_other_class(const program::Program& program, const checker::Counterexample& counterexample, const FaultClasses& classes);

/// Makes of a vacuous verdict one that holds, unless `gate` wants it to fail. What people should still know of it is appended to `remarks`.
void relax_vacuity(VacuityGate gate, checker::Verdict& verdict, std::vector<std::string>& remarks);

/// "does not gate: needs a fault of class io or space".
std::string why_it_does_not_gate(const program::Program& program, const checker::Counterexample& counterexample, const FaultClasses& classes);

}  // namespace mmapck::cli
