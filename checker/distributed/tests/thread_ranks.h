// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "checker/distributed/ranks.h"

namespace mmapck::checker::distributed::tests {

/// Runs `work`, which may not throw, on so many ranks, which are threads of this process, and returns when all are done. Whose message is received
/// next depends on `seed`.
void on_ranks(std::uint32_t size, std::uint64_t seed, const std::function<void(Ranks&)>& work);

}  // namespace mmapck::checker::distributed::tests
