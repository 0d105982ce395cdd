// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include <rapidcheck/Gen.h>

#include "model/program/program.h"

namespace mmapck::program::tests {

/// Random valid programs for property tests, of 1 to 3 tasks with at most `statements` statements each; failing ones shrink.
/// They have few cells with small domains, with arrays, cells of one task, pointers and frees, choices, waits, assumptions,
/// checks, faults, moves of several steps, branches, loops and invariants of every moment. All of them have finitely many
/// states, and no move is endless.
rc::Gen<Program> random_program(int statements = 8);

}  // namespace mmapck::program::tests

namespace mmapck::program {

/// How RapidCheck prints a counterexample.
void showValue(const Program& program, std::ostream& out);

}  // namespace mmapck::program
