// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <set>
#include <string>
#include <vector>

#include "checker/distributed/ranks.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "model/lang/diagnostic.h"

namespace mmapck::cli {

/// Where a command writes to, and whether people are watching.
struct Surroundings {
    std::ostream& out;
    std::ostream& err;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::set<std::string> printed{}; ///< diagnostics: those that each variant of a scenario has are printed once
    std::istream* in = nullptr;      ///< what a user types; null: nothing
    checker::distributed::Ranks* ranks = nullptr;   ///< of which this process is one; null: it is alone
};

/// The command, its options read. Writes a message and answers its exit code for whatever goes wrong.
ExitCode execute(const Options& options, Surroundings& surroundings);

ExitCode run(const Options& options, Surroundings& surroundings);
ExitCode show(const Options& options, Surroundings& surroundings);
ExitCode size(const Options& options, Surroundings& surroundings);
ExitCode replay(const Options& options, Surroundings& surroundings);
ExitCode list(const Options& options, Surroundings& surroundings);
ExitCode make_new(const Options& options, Surroundings& surroundings);
ExitCode matrix(const Options& options, Surroundings& surroundings);
ExitCode diff(const Options& options, Surroundings& surroundings);
ExitCode explain(const Options& options, Surroundings& surroundings);
ExitCode explore(const Options& options, Surroundings& surroundings);
ExitCode lint(const Options& options, Surroundings& surroundings);
ExitCode fmt(const Options& options, Surroundings& surroundings);
ExitCode completion(const Options& options, Surroundings& surroundings);
ExitCode coverage(const Options& options, Surroundings& surroundings);
ExitCode graph(const Options& options, Surroundings& surroundings);
ExitCode export_program(const Options& options, Surroundings& surroundings);
ExitCode classes(const Options& options, Surroundings& surroundings);
ExitCode prove(const Options& options, Surroundings& surroundings);
ExitCode verify_certificate(const Options& options, Surroundings& surroundings);

/// "mmapck: message" on standard error, folded for 80 columns.
void complain(Surroundings& surroundings, const std::string& message);

/// Prints diagnostics on standard error, unless the same ones were printed before.
void print(Surroundings& surroundings, const std::vector<lang::Diagnostic>& diagnostics);

}  // namespace mmapck::cli
