// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

#include "checker/env.h"
#include "checker/explicit/options.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// The engine found a counterexample that the plain interpreter does not confirm: a mistake in one of them, never in a model.
struct Disagreement : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Explores every reachable state of a valid program and judges it: violations with their shortest traces, each confirmed by
/// replay::confirm; or that it holds; or that it holds only because something was never tested. Exact within `limits`.
/// Where a violation is found with moves left out (Options), the search is done again with all, so that the trace is the shortest; if a budget ends
/// that search, `reason` says so. Throws Disagreement. Memory: about (bits of a state / 8) + 9 bytes per state.
Verdict check(const program::Program& program, const Limits& limits, const Env& env);
Verdict check(const program::Program& program, const Limits& limits, const Env& env, const Options& options);

}  // namespace mmapck::checker::explicit_
