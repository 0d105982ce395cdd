// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

/// Adds the invariants and fault points that a source file defines, unsorted.
void add_names(Catalogue& catalogue, const std::string& path);

/// The files of C below a folder, in no particular order.
std::vector<std::filesystem::path> sources_below(const std::filesystem::path& folder);

/// The content of a source file; empty where there is none.
std::string source_text(const std::string& path);

}  // namespace mmapck::scenario
