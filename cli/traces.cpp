// SPDX-License-Identifier: Apache-2.0
#include "cli/traces.h"

#include <filesystem>

#include "reports/file.h"

namespace mmapck::cli {

namespace {

std::vector<std::string> texts_of(const std::vector<scenario::Text>& names) {
    std::vector<std::string> found;
    for (const scenario::Text& name : names) found.push_back(name.text);
    return found;
}

}  // namespace

reports::TraceOrigin origin_of(const scenario::Scenario& scenario, const scenario::Variant& variant, const Options& options) {
    reports::TraceOrigin origin;
    origin.scenario = scenario.path;
    origin.variant = variant.name();
    origin.faults = {options.faults.value_or(std::uint32_t(scenario.faults.at_most)), texts_of(scenario.faults.sites), texts_of(scenario.faults.classes),
                     texts_of(scenario.faults.except)};
    origin.passes = options.passes;
    return origin;
}

std::string Traces::next_file(const scenario::Scenario& scenario, const scenario::Variant& variant) {
    namespace fs = std::filesystem;
    const std::string stem = fs::path(scenario.path).stem().string() + "." + variant.name();
    std::string name = stem;
    for (int i = 2; !names_.insert(name).second; ++i) name = stem + "." + std::to_string(i);
    return (fs::path(options_.trace_directory) / (name + ".trace.json")).string();
}

std::string Traces::write(const std::string& file, const scenario::Scenario& scenario, const scenario::Variant& variant,
                          const program::Program& program, const checker::Counterexample& counterexample) {
    std::error_code error;
    std::filesystem::create_directories(options_.trace_directory, error);
    if (error) return "cannot make the folder " + options_.trace_directory + ": " + error.message();
    const reports::TraceFile trace = reports::record(program, counterexample, origin_of(scenario, variant, options_));
    std::string failure = reports::write_file(file, reports::to_json(trace));
    if (failure.empty()) ++written_;
    return failure;
}

}  // namespace mmapck::cli
