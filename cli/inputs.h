// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace mmapck::cli {

/// The files that a scenario is made of, apart from the model of the kernel: itself, its drivers, and what these include. Absolute, sorted. Nothing where that
/// cannot be told, as for an #include of a macro.
std::optional<std::vector<std::string>> inputs_of(const scenario::Scenario& scenario, const scenario::Settings& settings);

/// The files of the model of the kernel. Absolute, sorted.
std::vector<std::string> model_files(const std::string& model_directory);

}  // namespace mmapck::cli
