// SPDX-License-Identifier: Apache-2.0
#include "model/program/postorder.h"

#include <utility>

namespace mmapck::program {

std::vector<LocationId> postorder(const Program& program, const Task& task) {
    std::vector<LocationId> order;
    std::vector<bool> seen(program.locations.size());
    std::vector<std::pair<LocationId, std::size_t>> path{{task.first, 0}};  // and how many of its steps have been taken
    seen[task.first] = true;
    while (!path.empty()) {
        auto& [at, next] = path.back();
        const std::vector<StepId>& steps = program.locations[at].steps;
        if (next == steps.size()) {
            order.push_back(at);
            path.pop_back();
            continue;
        }
        const LocationId to = program.steps[steps[next++]].to;
        if (seen[to]) continue;
        seen[to] = true;
        path.emplace_back(to, 0);
    }
    return order;
}

}  // namespace mmapck::program
