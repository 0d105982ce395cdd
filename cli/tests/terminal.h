// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/tests/shell.h"

namespace mmapck::cli::tests {

/// Runs lines of sh as shell() does, but on a terminal of 80 columns. `out` is all that was written to it, with \n for the \r\n of a terminal; nobody types.
/// Throws std::runtime_error where there are no terminals.
Result on_terminal(const std::string& folder, const std::string& lines);

}  // namespace mmapck::cli::tests
