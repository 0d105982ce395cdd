// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/verdict.h"

namespace mmapck::checker {

/// What a complete search never tested, from its statistics, in order of subject, then of first occurrence in the program:
///   - selected fault sites of which no run took a fault;
///   - invariants that were never evaluated with their subject there, in none of the variants of one name;
///   - tasks that never got past their first location (daemons may sleep for ever, and setup is no task of the scenario's);
///   - functions called through an ops table that no run entered.
/// A finding gates when the scenario asked for the thing: tasks always; sites, fault classes and invariants that it names; where it
/// names none, that no run took any fault at all, or that no invariant at all had its subject. O(size of the program).
std::vector<Vacuity> vacuities(const program::Program& program, const Statistics& statistics);

/// Whether these make a verdict vacuous: one that gates does.
bool is_vacuous(const std::vector<Vacuity>& vacuities);

}  // namespace mmapck::checker
