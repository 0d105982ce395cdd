// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

namespace mmapck::cli {

namespace {

int gravity(ExitCode code) {
    switch (code) {
        case ExitCode::as_expected: return 0;
        case ExitCode::inconclusive: return 1;
        case ExitCode::not_as_expected: return 2;
        case ExitCode::invalid_input: return 3;
        case ExitCode::usage: return 4;
        case ExitCode::input_output: return 5;
        case ExitCode::internal: return 6;
    }
    return 6;
}

}  // namespace

ExitCode worse(ExitCode a, ExitCode b) { return gravity(a) >= gravity(b) ? a : b; }

}  // namespace mmapck::cli
