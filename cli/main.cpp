// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

#include "checker/distributed/open_ranks.h"
#include "cli/on_ranks.h"
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
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow any more is an error of the write, and told as that
    Surroundings surroundings{std::cout, std::cerr, is_terminal(STDOUT_FILENO), is_terminal(STDERR_FILENO), {}, &std::cin};
    const ParsedOptions parsed = parse_options({argv + (argc > 0 ? 1 : 0), argv + argc});
    const std::optional<std::uint32_t> rank = mmapck::checker::distributed::rank_in_environment();
    if (mmapck::checker::distributed::is_started_as_rank()) surroundings.out_is_terminal = surroundings.err_is_terminal = false;
    if (rank && parsed.error.empty()) return int(execute_on_ranks(*rank, parsed.options, surroundings));
    if (rank.value_or(0) != 0) return int(ExitCode::as_expected);   // rank 0 says what is wrong
    if (parsed.error.empty()) return int(execute(parsed.options, surroundings));
    complain(surroundings, parsed.error);
    if (!parsed.suggestion.empty()) complain(surroundings, parsed.suggestion);
    const std::string& command = parsed.options.command;
    complain(surroundings, "mmapck " + command + (command.empty() ? "" : " ") + "--help says more");
    return int(ExitCode::usage);
}
