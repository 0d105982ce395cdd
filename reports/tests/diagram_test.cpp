// SPDX-License-Identifier: Apache-2.0
#include "reports/diagram.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "checker/explicit/census.h"
#include "reports/control_flow.h"
#include "reports/lock_graph.h"
#include "reports/state_graph.h"
#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

bool accepts_dot(const std::string& text) { return tests::consume("dot", "dot -Tcanon %s >/dev/null 2>&1", text).value_or(0) == 0; }

/// The nodes whose label is this.
std::size_t count_nodes(const Diagram& diagram, const std::string& label) {
    return static_cast<std::size_t>(std::count_if(diagram.nodes.begin(), diagram.nodes.end(), [&](const Node& node) { return node.label == label; }));
}

/// The label and the kind of the edge between two nodes, "text/0"; empty if there is none.
std::string edge(const Diagram& diagram, const std::string& from, const std::string& to) {
    for (const Edge& one : diagram.edges)
        if (diagram.nodes[one.from].label == from && diagram.nodes[one.to].label == to) return one.label + "/" + std::to_string(static_cast<int>(one.kind));
    return "";
}

}  // namespace

TEST_CASE("a diagram with syntax in every string is still one") {
    const std::string nasty = "\"]|{<b>\\l\\G;%%#35; end\n-->`\x01\xff";
    const Diagram diagram{nasty, {nasty}, {nasty, nasty}, {{nasty, NodeKind::entry, 0}, {nasty, NodeKind::cut, 1}, {nasty, NodeKind::fault, Diagram::none}},
                          {{0, 1, nasty, EdgeKind::weak}, {1, 2, "", EdgeKind::violation}}};
    const std::string dot = to_dot(diagram);
    CHECK(accepts_dot(dot));
    const std::string mermaid = to_mermaid(diagram);
    for (const std::string& text : {dot, mermaid})
        CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    CHECK(mermaid.find("#34;#93;|#123;#60;b>") != std::string::npos);
    if (const auto code = tests::consume("dot", "dot -Tcanon %s >/dev/null 2>&1", dot.substr(0, dot.size() - 3))) CHECK(*code != 0);
}

TEST_CASE("control flow: statements once, branches, faults, calls") {
    const program::Program program = tests::check_model("leak.c", 1).program;
    const std::vector<std::string> functions = functions_of(program);
    CHECK(std::find(functions.begin(), functions.end(), "area_allocate") != functions.end());
    CHECK(std::is_sorted(functions.begin(), functions.end()));
    const Diagram diagram = control_flow(program, {"area_allocate"});
    CHECK(diagram.groups == std::vector<std::string>{"area_allocate()"});
    CHECK(diagram.nodes.front().kind == NodeKind::entry);
    const auto failing = std::find_if(diagram.nodes.begin(), diagram.nodes.end(), [](const Node& node) { return node.kind == NodeKind::fault; });
    REQUIRE(failing != diagram.nodes.end());
    CHECK(failing->label.find("\nfails: -ENOMEM (alloc-theoretical)") != std::string::npos);
    CHECK(std::count_if(diagram.edges.begin(), diagram.edges.end(), [](const Edge& one) { return one.label == "true"; }) == 1);
    CHECK(accepts_dot(to_dot(diagram)));
    const Diagram all = control_flow(program, functions);
    CHECK(all.groups.size() == functions.size());
    CHECK(std::any_of(all.edges.begin(), all.edges.end(), [&](const Edge& one) { return one.kind == EdgeKind::weak && all.nodes[one.to].label == "area_allocate()"; }));
}

TEST_CASE("lock order: where a lock is taken under another one, and the cycle") {
    const program::Program program = tests::check_model("deadlock.c", 0).program;
    const checker::explicit_::LockPairs pairs = checker::explicit_::find_lock_pairs(program, {}, {});
    CHECK(pairs.complete);
    CHECK(pairs.pairs.size() == 2);
    const Diagram diagram = lock_graph(program, pairs);
    CHECK(diagram.nodes.size() == 2);
    CHECK(edge(diagram, "first", "second") == "A: forward() deadlock.c:12/2");
    CHECK(edge(diagram, "second", "first") == "B: backward() deadlock.c:22/2");
    CHECK(accepts_dot(to_dot(diagram)));
    checker::Limits few;
    few.max_states = 2;
    CHECK_FALSE(checker::explicit_::find_lock_pairs(program, few, {}).complete);
}

TEST_CASE("states: as many as the search stores, and where runs end") {
    tests::Subject subject = tests::check_model("deadlock.c", 0, false);
    const StateGraph whole = state_graph(subject.program, 1000);
    CHECK(whole.complete);
    CHECK(std::count_if(whole.diagram.nodes.begin(), whole.diagram.nodes.end(), [](const Node& node) { return node.kind == NodeKind::violation; }) == 1);
    CHECK(whole.diagram.nodes.size() == checker::explicit_::count_levels(subject.program, {}, {}).states);
    CHECK(count_nodes(whole.diagram, "0\nA: not begun\nB: not begun") == 1);
    CHECK(accepts_dot(to_dot(whole.diagram)));
    const StateGraph part = state_graph(subject.program, 3);
    CHECK_FALSE(part.complete);
    CHECK(part.diagram.nodes.size() == 3);
    CHECK(part.diagram.remarks == std::vector<std::string>{"there are more than these 3 states"});
    subject = tests::check_model("leak.c", 1);
    const StateGraph leak = state_graph(subject.program, 1000);
    CHECK(leak.complete);
    CHECK(std::any_of(leak.diagram.nodes.begin(), leak.diagram.nodes.end(), [](const Node& node) { return node.label == "* lock-held-at-return"; }));
}
