// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "checker/explicit/finding.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// What came of a search.
struct SearchResult {
    std::vector<Finding> findings;                ///< in order of faults, moves and discovery
    std::string stopped;                          ///< why not every state was explored; empty: all were
    Statistics statistics;
    std::function<Trace(const Origin&)> trace;    ///< the run to a finding; empty: states stand for others, so there are none
};

/// What it means. Each trace is confirmed by replay::confirm. Throws Disagreement.
Verdict verdict_of(const program::Program& program, const Limits& limits, SearchResult result);

}  // namespace mmapck::checker::explicit_
