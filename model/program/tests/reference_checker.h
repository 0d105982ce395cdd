// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/program/program.h"

namespace mmapck::program::tests {

/// What passes must keep: for each reachable kind of violation (deadlock too) the fewest faults that reach it.
struct Answer {
    std::map<std::string, std::uint32_t> fewest_faults;
    std::size_t states = 0;
    bool complete = true;  ///< false: there are more states than the limit, and the rest means nothing
};

/// A breadth-first search that is written after the text of program.h alone, for clarity and not for speed. A
/// violation, of an invariant too, ends a run.
Answer reference_check(const Program& program, std::size_t max_states = 4000);

}  // namespace mmapck::program::tests
