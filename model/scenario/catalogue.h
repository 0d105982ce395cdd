// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

/// Kernels, seal designs and bounds alone, which takes a small part of the time.
Catalogue kernels_and_bounds(const std::string& model_directory);

/// Adds the invariants and fault points that a source file defines, unsorted.
void add_names(Catalogue& catalogue, const std::string& path);

/// The content of a source file; empty where there is none.
std::string source_text(const std::string& path);

}  // namespace mmapck::scenario
