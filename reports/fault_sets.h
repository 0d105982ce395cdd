// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/fault_sets.h"

namespace mmapck::reports {

/// The minimal sets of faults as lines of at most 80 columns, each set with what it violates.
std::string to_text(const program::Program& program, const checker::FaultSets& sets);

/// Whether it needs faults, all of which are allocation failures that do not happen in practice.
bool only_theoretical(const program::Program& program, const checker::Counterexample& counterexample);

}  // namespace mmapck::reports
