// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

/// Graph algorithms over plain vectors; Boost.Graph stays behind this header.
namespace mmapck::checker::graph {

using Vertex = std::uint32_t;

struct Edge {
    Vertex from = 0;
    Vertex to = 0;
    friend bool operator==(const Edge&, const Edge&) = default;
};

/// The component of each vertex 0..vertices-1: two vertices have the same number if each can be reached from the other. Components are
/// numbered in order of their smallest vertex. O(vertices + edges).
std::vector<std::uint32_t> strong_components(std::uint32_t vertices, const std::vector<Edge>& edges);

/// The vertices of a shortest cycle through `edges[closing]`, from its `to` round to its `from`. Empty if it is on no cycle. Among
/// equally short ones, the first in order of edges. O(vertices + edges).
std::vector<Vertex> shortest_cycle(std::uint32_t vertices, const std::vector<Edge>& edges, std::size_t closing);

}  // namespace mmapck::checker::graph
