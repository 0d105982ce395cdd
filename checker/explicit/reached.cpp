// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/reached.h"

#include "checker/counted.h"

namespace mmapck::checker::explicit_ {

std::string reached(const Level& level, std::uint64_t states, std::uint64_t to_go) {
    const std::string text = "; reached: " + counted(states, "state") + ", " + counted(level.depth, "move") + " deep with " + counted(level.faults, "fault") + ", " +
                             counted(to_go, "state") + " to go; ";
    if (level.faults == 0) return text + "runs without faults are not complete";
    return text + "runs with at most " + counted(level.faults - 1, "fault") + " are complete";
}

}  // namespace mmapck::checker::explicit_
