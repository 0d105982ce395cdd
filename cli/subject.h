// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/surroundings.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {

/// One variant of one scenario, to be checked. The scenario must outlive it.
struct Subject {
    const scenario::Scenario* scenario = nullptr;
    scenario::Variant variant;
};

/// What a command works on.
struct Subjects {
    scenario::Settings settings;
    std::vector<scenario::Scenario> scenarios;
    std::vector<Subject> all;        ///< their variants that --variant lets through, in order; they point to `scenarios`
    std::uint64_t unreadable = 0;    ///< files that are no scenarios, and were complained about
};

/// What the operands and the options name. Empty where nothing can be done. `code` becomes worse for all that was complained about.
std::optional<Subjects> find_subjects(const Options& options, Surroundings& surroundings, ExitCode& code);

/// The one variant of one scenario that is to be "explored". Complains, with the variants that there are, and is null where they are none or several.
const Subject* only_subject(const Subjects& subjects, const std::string& explored, Surroundings& surroundings);

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
