// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <iostream>

#include "cli/surroundings.h"

int main(int argc, char** argv) {
    using namespace mmapck::cli;
    std::ios::sync_with_stdio(false);
    Surroundings surroundings{std::cout, std::cerr, isatty(STDOUT_FILENO) != 0, isatty(STDERR_FILENO) != 0};
    const ParsedOptions parsed = parse_options({argv + (argc > 0 ? 1 : 0), argv + argc});
    if (parsed.error.empty()) return int(execute(parsed.options, surroundings));
    complain(surroundings, parsed.error);
    if (!parsed.suggestion.empty()) complain(surroundings, parsed.suggestion);
    const std::string& command = parsed.options.command;
    complain(surroundings, "mmapck " + command + (command.empty() ? "" : " ") + "--help says more");
    return int(ExitCode::usage);
}
