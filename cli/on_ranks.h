// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cli/surroundings.h"

namespace mmapck::cli {

/// Executes the command as one of the ranks that mpirun has started. `run` uses all of them; of any other command rank 0 does all the work.
/// Rank 0 alone writes, and its exit code is that of the command; the others end with 0, unless something goes wrong there.
ExitCode execute_on_ranks(std::uint32_t rank, const Options& options, Surroundings& surroundings);

}  // namespace mmapck::cli
