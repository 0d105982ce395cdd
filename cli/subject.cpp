// SPDX-License-Identifier: Apache-2.0
#include "cli/subject.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cli/compile.h"
#include "cli/model_directory.h"
#include "reports/ascii.h"
#include "reports/formats.h"

namespace mmapck::cli {

namespace {

std::string no_model(const std::string& named) {
    const char* variable = std::getenv("MMAPCK_MODEL_DIR");
    const std::string what = " is not a model of the kernel: there is no include/mmapck/primitives.h in it";
    if (!named.empty()) return "--model-dir: " + reports::printable(named) + what;
    if (variable && *variable) return "MMAPCK_MODEL_DIR: " + reports::printable(variable) + what;
    return "the model of the kernel is neither beside this program nor where it was built; --model-dir or MMAPCK_MODEL_DIR says where it is";
}

constexpr std::size_t most_names = 6;   // in a message

/// "a, b or c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return text;
}

}  // namespace

std::optional<Subjects> find_subjects(const Options& options, Surroundings& surroundings, ExitCode& code) {
    Subjects found;
    std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    if (!settings) {
        code = worse(code, ExitCode::invalid_input);
        return std::nullopt;
    }
    found.settings = std::move(*settings);
    found.scenarios = load_all(options, surroundings, code, found.unreadable);
    if (found.unreadable == 0 && !variants_exist(found.scenarios, options, surroundings)) {
        code = ExitCode::usage;
        return std::nullopt;
    }
    for (const scenario::Scenario& scenario : found.scenarios)
        for (const scenario::Variant& variant : chosen_variants(scenario, options)) found.all.push_back({&scenario, variant});
    return found;
}

const Subject* only_subject(const Subjects& subjects, const std::string& explored, Surroundings& surroundings) {
    if (subjects.all.size() == 1) return &subjects.all.front();
    std::vector<std::string> names;
    for (const Subject& subject : subjects.all) names.push_back(subject.variant.name());
    const char* const which = subjects.scenarios.size() > 1 ? "name one file" : "--variant says which";
    complain(surroundings, "one variant of one scenario is " + explored + "; " + which + (subjects.scenarios.size() == 1 && !names.empty() ? ": " + listed(names) : ""));
    return nullptr;
}

std::optional<scenario::Settings> settings_of(const Options& options, Surroundings& surroundings) {
    const std::optional<std::string> model = find_model_directory(options.model_directory);
    if (!model) {
        complain(surroundings, no_model(options.model_directory));
        return std::nullopt;
    }
    std::error_code error;
    const bool wants_source = std::any_of(options.reports.begin(), options.reports.end(), [](const ReportFile& report) { return reports::find_format(report.format)->tells_of_source; });
    return scenario::Settings{*model, std::filesystem::current_path(error).string(), options.faults, wants_source, scenario::kernels_and_bounds(*model)};
}

std::vector<scenario::Scenario> load_all(const Options& options, Surroundings& surroundings, ExitCode& code, std::uint64_t& unreadable) {
    scenario::Found found = scenario::find(options.operands);
    print(surroundings, found.diagnostics);
    unreadable = found.diagnostics.size();
    std::vector<scenario::Scenario> scenarios;
    for (const std::string& path : found.paths) {
        scenario::Loaded loaded = scenario::load(path);
        print(surroundings, loaded.diagnostics);
        if (loaded.scenario)
            scenarios.push_back(std::move(*loaded.scenario));
        else
            ++unreadable;
    }
    if (unreadable > 0) code = worse(code, ExitCode::invalid_input);
    return scenarios;
}

std::vector<scenario::Variant> chosen_variants(const scenario::Scenario& scenario, const Options& options) {
    std::vector<scenario::Variant> variants = scenario::variants(scenario);
    const auto chosen = [&](const scenario::Variant& variant) {
        return std::any_of(options.variants.begin(), options.variants.end(),
                           [&](const std::string& name) { return name == variant.name() || name == variant.kernel; });
    };
    if (!options.variants.empty()) std::erase_if(variants, [&](const auto& variant) { return !chosen(variant); });
    return variants;
}

bool variants_exist(const std::vector<scenario::Scenario>& scenarios, const Options& options, Surroundings& surroundings) {
    std::vector<std::string> known, names;
    for (const scenario::Scenario& scenario : scenarios)
        for (const scenario::Variant& variant : scenario::variants(scenario)) {
            names.push_back(variant.name());
            known.push_back(variant.name());
            known.push_back(variant.kernel);
        }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    bool all = true;
    for (const std::string& name : options.variants) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string meant = scenario::nearest(name, known);
        complain(surroundings, "no scenario here has a variant '" + name + "'" + (!meant.empty() ? "; did you mean '" + meant + "'?" : names.size() <= most_names ? "; there is " + listed(names) : ""));
        all = false;
    }
    return all;
}

std::optional<program::Program> program_of(const scenario::Scenario& scenario, const scenario::Variant& variant,
                                           const scenario::Settings& settings, const program::Passes& passes, Surroundings& surroundings) {
    CompiledVariant compiled = compile_variant(scenario, variant, settings);
    print(surroundings, compiled.diagnostics);
    if (!compiled.program) return std::nullopt;
    if (!compiled.inputs.reason.empty()) {
        complain(surroundings, reports::printable(scenario.path) + " " + variant.name() + ": " + compiled.inputs.reason);
        return std::nullopt;
    }
    return program::optimize(std::move(*compiled.program), passes);
}

}  // namespace mmapck::cli
