// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/layout.h"

namespace mmapck::checker::explicit_::native {

/// One way taken out of several: `value`, and after it all up to `last`.
struct Decision {
    std::int64_t value = 0;
    std::int64_t last = 0;
};

/// How a generated function makes one move out of many: it follows the decisions there are, and where they end takes the
/// first way and notes that. To try the next way is to call it again with the last decision advanced. Generated code knows this layout.
struct Run {
    Decision* decisions = nullptr;
    std::uint32_t count = 0;        ///< decisions there are
    std::uint32_t position = 0;     ///< decisions made
    std::uint32_t capacity = 0;
    std::uint32_t faults_left = 0;
    std::uint32_t faults = 0;       ///< of the move, once it is made
};

enum class Result : std::uint32_t {
    failed,  ///< this way leads nowhere
    moved,   ///< the state is that after the move
    unusual, ///< something that only the interpreter deals with
};

/// Makes one move of one task in place. Unless it is made, `state` is of no use any more.
using Move = std::uint32_t (*)(Word* state, Run* run);

/// Whether a condition on a packed state holds.
using Condition = std::uint32_t (*)(const Word* state);

/// What was seen already, so that generated code need not look for it.
struct Known {
    std::vector<std::uint8_t> steps_taken;     ///< by StepId
    std::vector<std::uint8_t> tested;          ///< by invariant: it was evaluated with its subject there
    std::vector<std::uint8_t> lock_orders;     ///< by held x locks + acquired: noted, at no higher cost than any to come
    bool lock_order = false;                   ///< acquisitions matter
};

}  // namespace mmapck::checker::explicit_::native
