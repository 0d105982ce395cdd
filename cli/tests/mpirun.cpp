// SPDX-License-Identifier: Apache-2.0
#include "cli/tests/mpirun.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "cli/tests/shell.h"

namespace mmapck::cli::tests {

bool has_mpi() {
    if (std::filesystem::exists(MMAPCK_BINARY_DIR "/mmapck_mpi.so") && shell("/", "command -v mpirun").code == 0) return true;
    if (std::getenv("MMAPCK_REQUIRE_MPI") != nullptr) FAIL("MPI is missing: install libopenmpi-dev and openmpi-bin");
    MESSAGE("skipped: MPI is missing (libopenmpi-dev, openmpi-bin)");
    return false;
}

std::string mpirun(int ranks) { return "mpirun --quiet --oversubscribe --allow-run-as-root -n " + std::to_string(ranks) + " "; }

}  // namespace mmapck::cli::tests
