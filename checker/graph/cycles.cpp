// SPDX-License-Identifier: Apache-2.0
#include "checker/graph/cycles.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

namespace mmapck::checker::graph {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

Graph make(std::uint32_t vertices, const std::vector<Edge>& edges) {
    Graph graph(vertices);
    for (const Edge& edge : edges) boost::add_edge(edge.from, edge.to, graph);
    return graph;
}

constexpr std::uint32_t not_numbered = ~std::uint32_t{0};

}  // namespace

std::vector<std::uint32_t> strong_components(std::uint32_t vertices, const std::vector<Edge>& edges) {
    if (vertices == 0) return {};
    const Graph graph = make(vertices, edges);
    std::vector<std::uint32_t> component(vertices);
    const auto map = boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph));
    std::vector<std::uint32_t> number(boost::strong_components(graph, map), not_numbered);
    std::uint32_t next = 0;
    for (std::uint32_t& of_vertex : component) {
        if (number[of_vertex] == not_numbered) number[of_vertex] = next++;
        of_vertex = number[of_vertex];
    }
    return component;
}

std::vector<Vertex> shortest_cycle(std::uint32_t vertices, const std::vector<Edge>& edges, std::size_t closing) {
    const Edge edge = edges[closing];
    if (edge.from == edge.to) return {edge.from};
    const Graph graph = make(vertices, edges);
    std::vector<Vertex> predecessor(vertices, not_numbered);
    const auto map = boost::make_iterator_property_map(predecessor.begin(), boost::get(boost::vertex_index, graph));
    boost::breadth_first_search(graph, edge.to, boost::visitor(boost::make_bfs_visitor(
                                                    boost::record_predecessors(map, boost::on_tree_edge()))));
    if (predecessor[edge.from] == not_numbered) return {};
    std::vector<Vertex> cycle;
    for (Vertex vertex = edge.from; vertex != edge.to; vertex = predecessor[vertex]) cycle.push_back(vertex);
    cycle.push_back(edge.to);
    std::reverse(cycle.begin(), cycle.end());
    return cycle;
}

}  // namespace mmapck::checker::graph
