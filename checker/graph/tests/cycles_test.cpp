// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/graph/cycles.h"

namespace mmapck::checker::graph {
namespace {

TEST_CASE("components are numbered by their smallest vertex") {
    CHECK(strong_components(0, {}).empty());
    CHECK(strong_components(3, {}) == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(strong_components(5, {{3, 1}, {1, 3}, {0, 1}, {4, 2}}) == std::vector<std::uint32_t>{0, 1, 2, 1, 3});
}

TEST_CASE("a shortest cycle goes from the edge's end round to its start") {
    const std::vector<Edge> edges{{0, 1}, {1, 2}, {2, 3}, {3, 0}, {2, 0}};
    CHECK(shortest_cycle(4, edges, 0) == std::vector<Vertex>{1, 2, 0});
    CHECK(shortest_cycle(4, edges, 3) == std::vector<Vertex>{0, 1, 2, 3});
    CHECK(shortest_cycle(2, {{0, 1}}, 0).empty());
    CHECK(shortest_cycle(2, {{1, 1}}, 0) == std::vector<Vertex>{1});
}

TEST_CASE("an edge is on a cycle exactly if both ends are in one component") {
    CHECK(rc::check("shortest_cycle and strong_components agree", [] {
        const auto vertices = *rc::gen::inRange<std::uint32_t>(1, 8);
        const auto vertex = rc::gen::inRange<std::uint32_t>(0, vertices);
        const auto edges = *rc::gen::nonEmpty(rc::gen::container<std::vector<Edge>>(rc::gen::construct<Edge>(vertex, vertex)));
        const std::vector<std::uint32_t> component = strong_components(vertices, edges);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const std::vector<Vertex> cycle = shortest_cycle(vertices, edges, i);
            RC_ASSERT(cycle.empty() == (component[edges[i].from] != component[edges[i].to]));
            for (std::size_t v = 0; v + 1 < cycle.size(); ++v)
                RC_ASSERT(std::find(edges.begin(), edges.end(), Edge{cycle[v], cycle[v + 1]}) != edges.end());
        }
    }));
}

}  // namespace
}  // namespace mmapck::checker::graph
