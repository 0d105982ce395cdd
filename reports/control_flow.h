// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/program/program.h"
#include "reports/diagram.h"

namespace mmapck::reports {

/// The functions of which some run may take a step, each once, ascending; without those that traces do not show.
std::vector<std::string> functions_of(const program::Program& program);

/// Those of them that are hooks, or are called by one of the same file.
std::vector<std::string> functions_of_hooks(const program::Program& program);

/// How control flows through functions: a node for each statement, whatever calls the function and however often; a box for each function; a dashed edge for a
/// call of one that is drawn, too. What the passes have cut off, as no run reaches it, is not there. O(steps).
Diagram control_flow(const program::Program& program, const std::vector<std::string>& functions);

}  // namespace mmapck::reports
