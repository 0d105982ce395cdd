// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/program.h"

/// Internal to the passes.
namespace mmapck::program {

/// The locations that steps of the task lead to from its first one, each behind those that it leads to, but for steps that close loops: postorder of a
/// depth-first search that takes steps in their order. O(locations + steps).
std::vector<LocationId> postorder(const Program& program, const Task& task);

}  // namespace mmapck::program
