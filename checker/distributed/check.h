// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/distributed/ranks.h"
#include "checker/env.h"
#include "checker/explicit/options.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::distributed {

/// How a search on several ranks works; nothing that it answers depends on it.
struct Distribution {
    std::uint64_t few_keys = 4096;   ///< new states of a level, of all ranks, up to which each rank numbers all of them
};

/// explicit_::check with the states of one search on all ranks: the same verdict, whatever their number, but for memory. All ranks must call it with
/// the same program, limits and options, and get the same. `limits.max_memory_bytes` is a budget for each rank. Reductions have no effect, and each
/// rank has one thread. env.log is told what this rank has sent. Throws Disagreement and LostRank.
Verdict check(const program::Program& program, const Limits& limits, const Env& env, const explicit_::Options& options, Ranks& ranks, const Distribution& how = {});

}  // namespace mmapck::checker::distributed
