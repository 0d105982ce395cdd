// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Graphs as text for programs that draw them.
namespace mmapck::reports {

enum class NodeKind : std::uint8_t { plain, entry, fault, violation, cut };
enum class EdgeKind : std::uint8_t { plain, weak, violation };

struct Node {
    std::string label;            ///< lines end with "\n", but for the last
    NodeKind kind = NodeKind::plain;
    std::size_t group = 0;        ///< index in Diagram::groups; Diagram::none: in no group
};

struct Edge {
    std::size_t from = 0, to = 0; ///< indices in Diagram::nodes
    std::string label;            ///< may be empty
    EdgeKind kind = EdgeKind::plain;
    friend auto operator<=>(const Edge&, const Edge&) = default;
};

struct Diagram {
    static constexpr std::size_t none = ~std::size_t{0};
    std::string title;
    std::vector<std::string> remarks;   ///< what is left out, a sentence each
    std::vector<std::string> groups;    ///< their names; drawn as boxes
    std::vector<Node> nodes;
    std::vector<Edge> edges;
};

/// A quoted string of DOT. Its own escapes ("\l", "\G") cannot come out of the text.
std::string dot_string(std::string_view text);

/// The text in the languages of Mermaid: what is no plain character is an entity, so that none of it is syntax. Printable ASCII.
std::string mermaid_text(std::string_view text);

/// For Graphviz.
std::string to_dot(const Diagram& diagram);

/// A flowchart of Mermaid. As it is set up on forges, Mermaid draws no more than `most_mermaid_edges` edges and `most_mermaid_bytes` bytes.
std::string to_mermaid(const Diagram& diagram);
inline constexpr std::size_t most_mermaid_edges = 500, most_mermaid_bytes = 50'000;

}  // namespace mmapck::reports
