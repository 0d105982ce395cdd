// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/program/program.h"

namespace mmapck::checker::explicit_::tests {

/// What a search must find, by the plain interpreter alone.
struct Reference {
    struct Cost {
        std::uint32_t faults = 0;
        std::uint64_t moves = 0;
        friend auto operator<=>(const Cost&, const Cost&) = default;
    };
    std::map<std::string, Cost> shortest;  ///< by kind of violation
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    std::uint64_t deadlocks = 0;
    std::uint64_t depth = 0;
    bool complete = true;                  ///< false: more than max_states
};

/// Explores a program up to the end of the layer with the fewest faults that has a violation. `merge_dead`: a task's own cells that are not
/// live where the task is count as having their initial values.
Reference explore(const program::Program& program, bool merge_dead, std::uint64_t max_states = 3000);

}  // namespace mmapck::checker::explicit_::tests
