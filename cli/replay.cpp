// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "cli/subject.h"
#include "reports/file.h"
#include "reports/text.h"
#include "reports/trace_file.h"

namespace mmapck::cli {

namespace fs = std::filesystem;

namespace {

/// The scenario of a trace: by its path as recorded, seen from here, from the trace, or from the folder above the trace.
std::string scenario_path(const std::string& trace_path, const std::string& recorded) {
    std::error_code error;
    const fs::path folder = fs::path(trace_path).parent_path();
    for (const fs::path& candidate : {fs::path(recorded), folder / recorded, folder / ".." / recorded})
        if (fs::is_regular_file(candidate, error)) return candidate.lexically_normal().string();
    return recorded;
}

/// With the scenario's faults as they were when the trace was recorded.
void restore_faults(scenario::Scenario& scenario, const lang::FaultSelection& faults) {
    const auto texts = [](const std::vector<std::string>& names) {
        std::vector<scenario::Text> found;
        for (const std::string& name : names) found.push_back({name, {1, 1, ""}});
        return found;
    };
    scenario.faults = {faults.at_most, texts(faults.sites), texts(faults.classes), texts(faults.except_sites)};
}

ExitCode follow(const std::string& path, const reports::TraceFile& trace, const scenario::Scenario& scenario, const program::Program& program,
                Surroundings& surroundings) {
    const reports::Rerun rerun = reports::rerun(program, trace);
    if (rerun.difference.empty()) {
        const reports::Context context{scenario.name.text, scenario.path, trace.origin.variant, "mmapck replay " + path};
        surroundings.out << reports::to_text(program, rerun.counterexample, context);
        return ExitCode::as_expected;
    }
    surroundings.out << "mmapck: " << path << ": " << rerun.difference << "\n"
                     << "followed " << rerun.counterexample.trace.steps.size() << " of " << trace.steps.size() << " steps towards " << trace.kind << "; the model "
                     << (rerun.same_program ? "is the same" : "has changed since the trace was recorded") << "\n";
    return ExitCode::not_as_expected;
}

}  // namespace

ExitCode replay(const Options& options, Surroundings& surroundings) {
    const std::string& path = options.operands.front();
    const reports::FileContent file = reports::read_file(path);
    if (!file.error.empty()) {
        complain(surroundings, file.error);
        return ExitCode::invalid_input;
    }
    const reports::ReadTrace read = reports::read_trace(path, file.content);
    print(surroundings, read.diagnostics);
    if (!read.trace) return ExitCode::invalid_input;
    const reports::TraceOrigin& origin = read.trace->origin;

    std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    scenario::Loaded loaded = scenario::load(scenario_path(path, origin.scenario));
    print(surroundings, loaded.diagnostics);
    if (!settings || !loaded.scenario) return ExitCode::invalid_input;
    const std::vector<scenario::Variant> variants = scenario::variants(*loaded.scenario);
    const auto variant = std::find_if(variants.begin(), variants.end(), [&](const auto& v) { return v.name() == origin.variant; });
    if (variant == variants.end()) {
        complain(surroundings, loaded.scenario->path + " has no variant '" + origin.variant + "' any more");
        return ExitCode::not_as_expected;
    }
    restore_faults(*loaded.scenario, origin.faults);
    const std::optional<program::Program> program = program_of(*loaded.scenario, *variant, *settings, origin.passes, surroundings);
    if (!program) return ExitCode::invalid_input;
    return follow(path, *read.trace, *loaded.scenario, *program, surroundings);
}

}  // namespace mmapck::cli
