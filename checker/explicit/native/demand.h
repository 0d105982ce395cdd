// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "checker/explicit/layout.h"

namespace mmapck::checker::explicit_::native {

/// How many states had to be left to the interpreter for want of native code. A state may count at several places.
struct Demand {
    explicit Demand(const Layout& layout);

    std::vector<std::vector<std::uint64_t>> moves;  ///< by TaskId and number in Section::stored: there is no code for the task there, or it gave up
    std::uint64_t conditions = 0;                   ///< an invariant was not known to hold after a move

    void add(const Demand& more);
};

/// What is compiled together.
struct Wanted {
    /// Of one task, from a stored location.
    struct Moves {
        program::TaskId task;
        std::uint32_t number;  ///< in Section::stored
    };
    std::vector<Moves> moves;
    bool conditions = false;   ///< all parts of invariants
};

/// All there is.
Wanted everything(const Layout& layout);

}  // namespace mmapck::checker::explicit_::native
