// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "checker/graph/cycles.h"
#include "checker/symbolic/move.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// The locations inside of the moves from one location, in reverse postorder of a depth-first search.
std::vector<LocationId> locations_of_moves(const Program& program, LocationId from) {
    struct Open {
        LocationId at;
        std::size_t next = 0;
    };
    std::vector<LocationId> order;
    std::unordered_set<LocationId> seen{from};
    std::vector<Open> open{{from}};
    while (!open.empty()) {
        Open& top = open.back();
        const std::vector<StepId>& steps = program.locations[top.at].steps;
        if (top.next == steps.size()) {
            order.push_back(top.at);
            open.pop_back();
            continue;
        }
        const LocationId to = program.steps[steps[top.next++]].to;
        if (is_inside_move(program.locations[to]) && seen.insert(to).second) open.push_back({to});
    }
    std::reverse(order.begin(), order.end());
    return order;
}

}  // namespace

VisitOrder::VisitOrder(const Program& program, LocationId from) : program_(program) { arrange(locations_of_moves(program, from), {}); }

/// Gives places to locations that are inside of the same loops: in topological order, each loop as one, and what is inside of a loop after its head.
void VisitOrder::arrange(const std::vector<LocationId>& locations, const std::vector<LocationId>& loops) {
    std::unordered_map<LocationId, graph::Vertex> number;
    for (const LocationId at : locations) number.emplace(at, static_cast<graph::Vertex>(number.size()));
    std::vector<graph::Edge> edges;
    std::vector<bool> goes_round(locations.size());
    for (const LocationId at : locations) {
        for (const StepId step : program_.locations[at].steps) {
            const auto to = number.find(program_.steps[step].to);
            if (to == number.end()) continue;
            edges.push_back({number[at], to->second});
            if (to->first == at) goes_round[to->second] = true;
        }
    }
    const std::vector<std::uint32_t> component = graph::strong_components(static_cast<std::uint32_t>(locations.size()), edges);
    std::vector<std::vector<LocationId>> members(locations.size());
    for (std::size_t i = 0; i < locations.size(); ++i) members[component[i]].push_back(locations[i]);
    for (const std::vector<LocationId>& together : members) {
        if (together.empty()) continue;
        const LocationId head = together[0];
        std::vector<LocationId> around = loops;
        if (together.size() > 1 || goes_round[number[head]]) around.push_back(head);
        places_[head] = {static_cast<std::uint32_t>(places_.size()), around};
        if (together.size() > 1) arrange({together.begin() + 1, together.end()}, around);
    }
}

Visit VisitOrder::first(LocationId from) const { return key(from, std::vector<std::uint32_t>(places_.at(from).loops.size())); }

Visit VisitOrder::next(const Visit& visit, LocationId from, LocationId to) const {
    const std::vector<LocationId>&left = places_.at(from).loops, &entered = places_.at(to).loops;
    std::vector<std::uint32_t> rounds;
    for (std::size_t i = 0; i < entered.size(); ++i) {
        const bool stays = i < left.size() && left[i] == entered[i] && rounds.size() == i;
        if (!stays) break;
        rounds.push_back(visit[2 * i + 1] + (entered[i] == to ? 1 : 0));
    }
    rounds.resize(entered.size());
    return key(to, rounds);
}

Visit VisitOrder::key(LocationId at, const std::vector<std::uint32_t>& rounds) const {
    const Place& place = places_.at(at);
    Visit visit;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        visit.push_back(places_.at(place.loops[i]).position);
        visit.push_back(rounds[i]);
    }
    visit.push_back(place.position);
    return visit;
}

}  // namespace mmapck::checker::symbolic
