// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "checker/distributed/ranks.h"

namespace mmapck::checker::distributed {

/// Whether mpirun, or another starter of MPI programs, has started this process. It gives each a terminal of its own, and passes on what is written there.
bool is_started_as_rank();

/// Which of several ranks it has made of this process; nothing if it is alone. Costs no start of MPI.
std::optional<std::uint32_t> rank_in_environment();

struct OpenedRanks {
    std::unique_ptr<Ranks> ranks;
    std::string error;              ///< if there are none
};

/// Starts MPI: loads the module, which lies beside the program or in the folder of libraries that belongs to it. Once.
OpenedRanks open_ranks();

}  // namespace mmapck::checker::distributed
