// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mmapck::cli::tests {

/// Whether mpirun is installed and mmapck was built with MPI. If not that is said, and is an error where MMAPCK_REQUIRE_MPI is set, as in CI.
bool has_mpi();

/// What starts a program on so many ranks, whatever the number of cores, and tells nothing of them itself: to be put before a command.
std::string mpirun(int ranks);

}  // namespace mmapck::cli::tests
