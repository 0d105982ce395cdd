// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/surroundings.h"
#include "reports/compare.h"
#include "reports/file.h"

namespace mmapck::cli {

ExitCode diff(const Options& options, Surroundings& surroundings) {
    std::string text[2];
    for (std::size_t i = 0; i < 2; ++i) {
        reports::FileContent file = reports::read_file(options.operands[i]);
        if (!file.error.empty()) {
            complain(surroundings, file.error);
            return ExitCode::invalid_input;
        }
        text[i] = std::move(file.content);
    }
    const reports::Comparison comparison = reports::compare(text[0], text[1]);
    if (!comparison.error.empty()) {
        complain(surroundings, comparison.error);
        return ExitCode::invalid_input;
    }
    surroundings.out << reports::to_markdown(comparison);
    return comparison.introduced.empty() ? ExitCode::as_expected : ExitCode::not_as_expected;
}

}  // namespace mmapck::cli
