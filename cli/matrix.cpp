// SPDX-License-Identifier: Apache-2.0
#include "cli/surroundings.h"

namespace mmapck::cli {

namespace {

/// Checks as `run` does, and prints one report.
ExitCode print_report(const std::string& format, const Options& options, Surroundings& surroundings) {
    Options all = options;
    all.reports = {{format, "-"}};
    all.quiet = true;
    all.save_traces = false;
    return run(all, surroundings);
}

}  // namespace

ExitCode matrix(const Options& options, Surroundings& surroundings) { return print_report("matrix", options, surroundings); }

ExitCode coverage(const Options& options, Surroundings& surroundings) { return print_report("coverage", options, surroundings); }

}  // namespace mmapck::cli
