// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

/// Kernels, seal designs and bounds alone, which takes a small part of the time.
Catalogue kernels_and_bounds(const std::string& model_directory);

/// The bounds of a model with what they are where a scenario says nothing, in the model's order, as macros. Not those that are 0 then: they are switches, of
/// which a kernel leaves out what belongs to them.
std::vector<lang::Parameter> default_bounds(const std::string& model_directory);

/// Adds the invariants and fault points that a source file defines, unsorted.
void add_names(Catalogue& catalogue, const std::string& path);

/// The files of C below a folder, in no particular order.
std::vector<std::filesystem::path> sources_below(const std::filesystem::path& folder);

/// The content of a source file; empty where there is none.
std::string source_text(const std::string& path);

}  // namespace mmapck::scenario
