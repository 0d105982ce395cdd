// SPDX-License-Identifier: Apache-2.0
#include "reports/lock_graph.h"

#include <algorithm>
#include <map>
#include <set>

#include "checker/graph/cycles.h"
#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::explicit_::LockPair;
using checker::explicit_::LockPairs;
using checker::graph::Vertex;

namespace {

constexpr std::size_t most_places = 3;   // that an edge names

/// The locks of one class that are taken in both orders, or all classes.
class Names {
  public:
    Names(const Program& program, const LockPairs& pairs) : program_(program) {
        std::set<std::pair<std::uint32_t, std::uint32_t>> orders;
        for (const LockPair& pair : pairs.pairs) orders.insert({pair.held, pair.acquired});
        for (const auto& [held, acquired] : orders) {
            const std::string& name = program.locks[held].lock_class;
            if (name == program.locks[acquired].lock_class && orders.count({acquired, held}) != 0) both_orders_.insert(name);
        }
    }

    std::string operator()(std::uint32_t lock) const {
        const Lock& one = program_.locks[lock];
        return both_orders_.count(one.lock_class) != 0 ? one.name : one.lock_class;
    }

  private:
    const Program& program_;
    std::set<std::string> both_orders_;
};

std::string place_text(const Program& program, StepId id) {
    const Step& step = program.steps[id];
    const checker::replay::Place place = checker::replay::place(program, step);
    const std::string where = position_text(program, place.where);
    return printable(program.tasks[program.locations[step.from].task].name) + ": " + frame_text(program, place.frame) + (where.empty() ? "" : " " + where);
}

std::string places_text(const std::set<std::string>& places) {
    std::string text;
    std::size_t shown = 0;
    for (const std::string& place : places) {
        if (shown++ == most_places) return text + "\nand " + counted(places.size() - most_places, "more place");
        text += (text.empty() ? "" : "\n") + place;
    }
    return text;
}

}  // namespace

Diagram lock_graph(const Program& program, const LockPairs& pairs) {
    const Names name(program, pairs);
    std::set<std::string> names;
    for (const LockPair& pair : pairs.pairs) names.insert({name(pair.held), name(pair.acquired)});
    Diagram diagram;
    std::map<std::string, std::size_t> nodes;
    for (const std::string& one : names) {
        nodes.emplace(one, diagram.nodes.size());
        diagram.nodes.push_back({printable(one), NodeKind::plain, Diagram::none});
    }
    std::map<std::tuple<std::size_t, std::size_t, bool>, std::set<std::string>> edges;   // and where they come from
    for (const LockPair& pair : pairs.pairs) edges[{nodes.at(name(pair.held)), nodes.at(name(pair.acquired)), !pair.waits}].insert(place_text(program, pair.step));
    std::vector<checker::graph::Edge> waiting;
    for (const auto& [ends, places] : edges) {
        const auto& [held, acquired, tried] = ends;
        if (!tried) waiting.push_back({static_cast<Vertex>(held), static_cast<Vertex>(acquired)});
    }
    const std::vector<std::uint32_t> components = checker::graph::strong_components(static_cast<std::uint32_t>(diagram.nodes.size()), waiting);
    for (const auto& [ends, places] : edges) {
        const auto& [held, acquired, tried] = ends;
        const bool cycle = !tried && held != acquired && components[held] == components[acquired];
        diagram.edges.push_back({held, acquired, places_text(places), tried ? EdgeKind::weak : cycle ? EdgeKind::violation : EdgeKind::plain});
        if (cycle) diagram.nodes[held].kind = diagram.nodes[acquired].kind = NodeKind::violation;
    }
    return diagram;
}

}  // namespace mmapck::reports
