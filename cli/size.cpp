// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "checker/explicit/census.h"
#include "cli/gate.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/size.h"

namespace mmapck::cli {

ExitCode size(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    for (const Subject& subject : subjects->all) {
        std::optional<program::Program> program = program_of(*subject.scenario, subject.variant, subjects->settings, options.passes, surroundings);
        if (!program) {
            code = worse(code, ExitCode::invalid_input);
            continue;
        }
        *program = with_classes(std::move(*program), options.fault_classes);
        const checker::explicit_::Census census = checker::explicit_::take_census(*program, options.limits, {});
        if (!census.complete) code = worse(code, ExitCode::inconclusive);
        const std::string file = reports::shown_path(subject.scenario->path), variant = subject.variant.name();
        if (options.json) surroundings.out << reports::size_json(*program, census, file, variant);
        else surroundings.out << reports::cut_path(file, 50) << ", kernel " << variant << "\n" << reports::size_text(*program, census);
    }
    return code;
}

}  // namespace mmapck::cli
