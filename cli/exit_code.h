// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mmapck::cli {

/// What the command answers to its caller. 2 and 3 are left to kselftest; from 64 on they are those of sysexits.h.
enum class ExitCode : int {
    as_expected = 0,
    not_as_expected = 1,   ///< an unexpected violation, an expected one that did not happen, or a vacuous scenario
    inconclusive = 4,      ///< a budget ended a search
    usage = 64,
    invalid_input = 65,    ///< a scenario, a model or a trace has errors
    internal = 70,
    input_output = 74,     ///< something could not be written
};

/// The graver of two.
ExitCode worse(ExitCode a, ExitCode b);

}  // namespace mmapck::cli
