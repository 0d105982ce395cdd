// SPDX-License-Identifier: Apache-2.0
#include "reports/diagram.h"

#include <cctype>

#include "reports/ascii.h"

namespace mmapck::reports {

namespace {

std::vector<std::string> lines_of(const std::string& label) {
    std::vector<std::string> lines{""};
    for (const char c : label) {
        if (c == '\n') lines.emplace_back();
        else lines.back() += c;
    }
    return lines;
}

/// Its lines, each encoded, with this between them.
std::string joined(const std::string& label, std::string (*encode)(const std::string&), const char* between) {
    std::string text;
    for (const std::string& line : lines_of(label)) text += (text.empty() ? "" : between) + encode(line);
    return text;
}

std::string dot_escaped(const std::string& line) {
    const std::string quoted = dot_string(printable(line));
    return quoted.substr(1, quoted.size() - 2);
}

std::string dot_label(const std::string& label) { return "\"" + joined(label, dot_escaped, "\\n") + "\""; }
std::string mermaid_label(const std::string& label) {
    return "\"" + joined(label, [](const std::string& line) { return mermaid_text(line); }, "<br/>") + "\"";
}

const char* dot_style(NodeKind kind) {
    switch (kind) {
        case NodeKind::plain: return "";
        case NodeKind::entry: return ", shape=ellipse, style=bold";
        case NodeKind::fault: return ", color=darkorange";
        case NodeKind::violation: return ", color=red, penwidth=2";
        case NodeKind::cut: return ", style=dotted";
    }
    return "";
}

const char* dot_style(EdgeKind kind) {
    switch (kind) {
        case EdgeKind::plain: return "";
        case EdgeKind::weak: return "style=dashed";
        case EdgeKind::violation: return "color=red, penwidth=2";
    }
    return "";
}

const char* mermaid_class(NodeKind kind) {
    switch (kind) {
        case NodeKind::plain: return "";
        case NodeKind::entry: return ":::entry";
        case NodeKind::fault: return ":::fault";
        case NodeKind::violation: return ":::violation";
        case NodeKind::cut: return ":::cut";
    }
    return "";
}

const char* mermaid_arrow(EdgeKind kind) {
    switch (kind) {
        case EdgeKind::plain: return " --> ";
        case EdgeKind::weak: return " -.-> ";
        case EdgeKind::violation: return " ==> ";
    }
    return " --> ";
}

std::string name(std::size_t node) { return "n" + std::to_string(node); }

/// The nodes, group by group. `node` writes one, `open` and `close` what is around a group.
template <typename WriteNode, typename Open> std::string all_nodes(const Diagram& diagram, WriteNode node, Open open, const char* close) {
    std::string text;
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i)
        if (diagram.nodes[i].group == Diagram::none) text += "  " + node(i);
    for (std::size_t group = 0; group < diagram.groups.size(); ++group) {
        text += open(group);
        for (std::size_t i = 0; i < diagram.nodes.size(); ++i)
            if (diagram.nodes[i].group == group) text += "    " + node(i);
        text += close;
    }
    return text;
}

}  // namespace

std::string dot_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return result + "\"";
}

std::string mermaid_text(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view(" _.,()=+*/>|!?-").find(c) != std::string_view::npos;
        result += plain ? std::string(1, c) : "#" + std::to_string(static_cast<int>(c)) + ";";
    }
    return result;
}

std::string to_dot(const Diagram& diagram) {
    std::string text = "digraph mmapck {\n  label=" + dot_string(printable(diagram.title)) + ";\n  node [shape=box, fontname=monospace];\n  edge [fontname=monospace];\n";
    for (const std::string& remark : diagram.remarks) text += "  // " + printable(remark) + "\n";
    const auto node = [&](std::size_t i) { return name(i) + " [label=" + dot_label(diagram.nodes[i].label) + dot_style(diagram.nodes[i].kind) + "];\n"; };
    const auto open = [&](std::size_t group) { return "  subgraph cluster_" + std::to_string(group) + " {\n    label=" + dot_string(printable(diagram.groups[group])) + ";\n"; };
    text += all_nodes(diagram, node, open, "  }\n");
    for (const Edge& edge : diagram.edges) {
        std::string attributes = edge.label.empty() ? "" : "label=" + dot_label(edge.label);
        if (const std::string style = dot_style(edge.kind); !style.empty()) attributes += (attributes.empty() ? "" : ", ") + style;
        text += "  " + name(edge.from) + " -> " + name(edge.to) + (attributes.empty() ? "" : " [" + attributes + "]") + ";\n";
    }
    return text + "}\n";
}

std::string to_mermaid(const Diagram& diagram) {
    std::string text = "flowchart TD\n%% " + mermaid_text(diagram.title) + "\n";
    for (const std::string& remark : diagram.remarks) text += "%% " + mermaid_text(remark) + "\n";
    const auto node = [&](std::size_t i) { return name(i) + "[" + mermaid_label(diagram.nodes[i].label) + "]" + mermaid_class(diagram.nodes[i].kind) + "\n"; };
    const auto open = [&](std::size_t group) { return "  subgraph g" + std::to_string(group) + "[" + mermaid_label(diagram.groups[group]) + "]\n"; };
    text += all_nodes(diagram, node, open, "  end\n");
    for (const Edge& edge : diagram.edges)
        text += "  " + name(edge.from) + mermaid_arrow(edge.kind) + (edge.label.empty() ? "" : "|" + mermaid_label(edge.label) + "| ") + name(edge.to) + "\n";
    return text +
           "  classDef entry stroke-width:3px\n  classDef fault stroke:darkorange\n  classDef violation stroke:red,stroke-width:3px\n"
           "  classDef cut stroke-dasharray:4\n";
}

}  // namespace mmapck::reports
