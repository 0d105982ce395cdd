// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "cli/surroundings.h"

namespace {

/// A terminal that understands control sequences.
bool is_terminal(int descriptor) {
    const char* kind = std::getenv("TERM");
    return isatty(descriptor) != 0 && kind && std::string_view(kind) != "dumb";
}

}  // namespace

int main(int argc, char** argv) {
    using namespace mmapck::cli;
    std::ios::sync_with_stdio(false);
    Surroundings surroundings{std::cout, std::cerr, is_terminal(STDOUT_FILENO), is_terminal(STDERR_FILENO), {}, &std::cin};
    const ParsedOptions parsed = parse_options({argv + (argc > 0 ? 1 : 0), argv + argc});
    if (parsed.error.empty()) return int(execute(parsed.options, surroundings));
    complain(surroundings, parsed.error);
    if (!parsed.suggestion.empty()) complain(surroundings, parsed.suggestion);
    const std::string& command = parsed.options.command;
    complain(surroundings, "mmapck " + command + (command.empty() ? "" : " ") + "--help says more");
    return int(ExitCode::usage);
}
