// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "checker/env.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// A step that takes a lock while its task holds another one.
struct LockPair {
    std::uint32_t held = 0, acquired = 0;   ///< indices in Program::locks
    program::StepId step = 0;
    bool waits = true;                      ///< false: a trylock, which cannot be part of a deadlock
    friend auto operator<=>(const LockPair&, const LockPair&) = default;
};

struct LockPairs {
    bool complete = true;                   ///< false: a limit ended the walk, and there may be more
    std::vector<LockPair> pairs;            ///< ascending, each once
};

/// What locks some run of a valid program takes while it holds which, violations or not. Of `limits`, states and memory count. O(states x moves).
LockPairs find_lock_pairs(const program::Program& program, const Limits& limits, const Env& env);

}  // namespace mmapck::checker::explicit_
