// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/reached.h"

namespace mmapck::checker::explicit_ {

std::string reached(const Level& level, std::uint64_t states, std::uint64_t to_go) {
    const std::uint32_t faults = level.faults;
    std::string text = "; reached: " + std::to_string(states) + " states, " + std::to_string(level.depth) + " moves deep with " + std::to_string(faults) +
                       (faults == 1 ? " fault, " : " faults, ") + std::to_string(to_go) + " states to go; ";
    if (faults == 0) return text + "runs without faults are not complete";
    return text + "runs with at most " + std::to_string(faults - 1) + (faults == 2 ? " fault" : " faults") + " are complete";
}

}  // namespace mmapck::checker::explicit_
