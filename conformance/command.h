// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "cli/exit_code.h"

namespace mmapck::conformance {

/// The program mmapck-conformance: reads its arguments, compares, reports to `out`. Messages about what is wrong go to `err`.
cli::ExitCode run_command(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace mmapck::conformance
