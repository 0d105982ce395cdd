// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/verdict.h"

namespace mmapck::checker {

/// What a complete search never tested, from its statistics:
///   - fault sites that are selected and may fail, where no run took the fault at any of the places of the site; classes of faults that the
///     scenario names, where no run took one; "any", where no run took a fault at all though it may;
///   - invariants that were never evaluated with their subject there, in none of the variants of one name; "any", where that is all of them;
///   - tasks that never got past their first location. Daemons may sleep for ever, and setup is no task of the scenario's;
///   - functions called through an ops table that no run entered.
/// Tasks, "any" and what the scenario names gate (Vacuity::gates). In order of subject, then of first occurrence in the program. O(size of
/// the program).
std::vector<Vacuity> vacuities(const program::Program& program, const Statistics& statistics);

/// Whether one of these gates.
bool is_vacuous(const std::vector<Vacuity>& vacuities);

}  // namespace mmapck::checker
