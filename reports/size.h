// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/explicit/census.h"
#include "model/program/program.h"

namespace mmapck::reports {

/// A way to make a search smaller, and the states that it leaves.
struct Lever {
    std::string words;             ///< "at most 0 faults in a run"
    std::uint64_t states = 0;
};

/// What of the scenario to lower, least states first: fewer faults, one task less. The states are counted, not guessed: they are those that runs with
/// fewer faults, or runs without a move of that task, reach.
std::vector<Lever> levers(const program::Program& program, const checker::explicit_::Census& census);

/// Why a state space is as big as it is: growth by moves and by faults, tasks and variables by what they add, steps by the states they find, and
/// what to lower. Lines are indented.
std::string size_text(const program::Program& program, const checker::explicit_::Census& census);

/// The same, complete, as one JSON object on one line.
std::string size_json(const program::Program& program, const checker::explicit_::Census& census, const std::string& file, const std::string& variant);

}  // namespace mmapck::reports
