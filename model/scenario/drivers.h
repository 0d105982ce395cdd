// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/scenario/reader.h"

namespace mmapck::scenario {

/// The folders in which drivers are looked for: that of the scenario, then every folder above it that is named "scenarios". Absolute.
std::vector<std::string> driver_folders(const std::string& scenario_path);

/// Finds the files of drivers. A name is relative, stays below its folder and names a regular file.
std::vector<Driver> find_drivers(Findings& findings, const std::string& scenario_path, const std::vector<Text>& names);

}  // namespace mmapck::scenario
