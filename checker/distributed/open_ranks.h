// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "checker/distributed/ranks.h"

namespace mmapck::checker::distributed {

/// Which of several ranks mpirun, or another starter of MPI programs, has made of this process; nothing if it is alone. Costs no start of MPI.
std::optional<std::uint32_t> rank_in_environment();

struct OpenedRanks {
    std::unique_ptr<Ranks> ranks;
    std::string error;              ///< if there are none
};

/// Starts MPI: loads the module, which lies beside the program or in the folder of libraries that belongs to it. Once.
OpenedRanks open_ranks();

}  // namespace mmapck::checker::distributed
