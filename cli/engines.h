// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/symbolic/solver.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::cli {

/// A search by the symbolic engine: induction, and runs of at most 40 moves. Lock order and vacuity are not looked at.
checker::Verdict by_symbolic_engine(const program::Program& program, const checker::symbolic::SolverOptions& solver);

/// What both engines say, given what the explicit one has said: its verdict if they agree, inconclusive if the symbolic one does not decide. Throws checker::explicit_::Disagreement, naming
/// both, if one finds a violation and the other none, or a shorter one. The symbolic engine has a budget: 50,000 reachable states, and a tenth of the resources for each question.
checker::Verdict by_both_engines(const program::Program& program, checker::Verdict by_explicit, const checker::symbolic::SolverOptions& solver);

}  // namespace mmapck::cli
