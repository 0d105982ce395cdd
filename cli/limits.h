// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/verdict.h"
#include "cli/options.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {

/// The budgets of a scenario's searches: the lower ones of the scenario's own and the command line's. The default of --max-memory counts only where the
/// scenario says nothing.
checker::Limits limits_of(const Options& options, const scenario::Scenario& scenario);

/// A sentence for each limit of the scenario that the command line has lowered.
std::vector<std::string> lowered_limits(const Options& options, const scenario::Scenario& scenario);

}  // namespace mmapck::cli
