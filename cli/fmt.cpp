// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/format_scenario.h"
#include "cli/surroundings.h"
#include "model/scenario/scenario.h"
#include "reports/ascii.h"
#include "reports/file.h"

namespace mmapck::cli {

ExitCode fmt(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const scenario::Found found = scenario::find(options.operands);
    print(surroundings, found.diagnostics);
    if (!found.diagnostics.empty()) code = ExitCode::invalid_input;
    for (const std::string& path : found.paths) {
        const scenario::Loaded loaded = scenario::load(path);
        print(surroundings, loaded.diagnostics);
        if (!loaded.scenario) {
            code = worse(code, ExitCode::invalid_input);
            continue;
        }
        const std::string formatted = format_scenario(loaded.scenario->source);
        if (formatted == loaded.scenario->source) continue;
        surroundings.out << reports::shown_path(path) << "\n";
        if (options.only_check) {
            code = worse(code, ExitCode::not_as_expected);
        } else if (const std::string failure = reports::write_file(path, formatted); !failure.empty()) {
            complain(surroundings, failure);
            code = worse(code, ExitCode::input_output);
        }
    }
    return code;
}

}  // namespace mmapck::cli
