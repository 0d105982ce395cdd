// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {

/// What compile() needs, of the options. Complains and is empty where there is no model.
std::optional<scenario::Settings> settings_of(const Options& options, Surroundings& surroundings);

/// Scenarios that the operands name. Complains about those that cannot be read and counts them; `code` becomes worse then.
std::vector<scenario::Scenario> load_all(const Options& options, Surroundings& surroundings, ExitCode& code, std::uint64_t& unreadable);

/// The variants of a scenario that --variant lets through.
std::vector<scenario::Variant> chosen_variants(const scenario::Scenario& scenario, const Options& options);

/// Whether each --variant names a variant of some scenario; complains about those that do not.
bool variants_exist(const std::vector<scenario::Scenario>& scenarios, const Options& options, Surroundings& surroundings);

/// The optimised program of a variant. Prints diagnostics and is empty where there are errors.
std::optional<program::Program> program_of(const scenario::Scenario& scenario, const scenario::Variant& variant,
                                           const scenario::Settings& settings, const program::Passes& passes, Surroundings& surroundings);

}  // namespace mmapck::cli
