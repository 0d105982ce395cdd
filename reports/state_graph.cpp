// SPDX-License-Identifier: Apache-2.0
#include "reports/state_graph.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "checker/replay/frames.h"
#include "checker/replay/interpreter.h"
#include "reports/ascii.h"
#include "reports/move_text.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Interpreter;
using checker::replay::Move;
using checker::replay::State;

namespace {

constexpr std::size_t label_width = 60;

class Explored {
  public:
    Explored(const Program& program, std::uint64_t most_states) : program_(program), interpreter_(program), most_(most_states) {}

    StateGraph draw() {
        reach(interpreter_.initial(), 0);
        while (!waiting_.empty()) {
            const std::size_t node = waiting_.front();
            waiting_.pop_front();
            follow(node);
        }
        StateGraph graph;
        graph.complete = complete_;
        diagram_.edges.assign(edges_.begin(), edges_.end());
        if (!complete_) diagram_.remarks.push_back("there are more than these " + counted(states_.size(), "state"));
        graph.diagram = std::move(diagram_);
        return graph;
    }

  private:
    /// The node of a state; none where there is no room for another one. A state that is reached with fewer faults is followed once more: it can go on to more.
    std::size_t reach(const State& state, std::uint32_t faults) {
        const auto known = states_.find(state);
        if (known == states_.end() && states_.size() >= most_) return Diagram::none;
        const std::size_t node = known != states_.end() ? known->second : diagram_.nodes.size();
        if (known == states_.end()) {
            const auto added = states_.emplace(state, node).first;
            by_node_.emplace(node, added);
            diagram_.nodes.push_back({label(state), interpreter_.failing(state).empty() ? NodeKind::plain : NodeKind::violation, Diagram::none});
        } else if (faults_.at(node) <= faults) {
            return node;
        }
        faults_[node] = faults;
        waiting_.push_back(node);
        return node;
    }

    std::string label(const State& state) {
        std::string text = std::to_string(states_.size() - 1);
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            const Location& location = program_.locations[state.locations[task]];
            const bool beginning = state.locations[task] == program_.tasks[task].first;
            if (program_.tasks[task].kind != TaskKind::normal) continue;
            const std::string where = location.final ? "done" : beginning ? "not begun" : "in " + place_of(location);
            text += "\n" + printable(program_.tasks[task].name) + ": " + cut_middle(where, label_width);
        }
        for (const std::uint32_t invariant : interpreter_.failing(state)) text += "\n* " + printable(program_.invariants[invariant].name);
        return text;
    }

    std::string place_of(const Location& location) const {
        if (location.steps.empty()) return frame_text(program_, location.frame);
        const checker::replay::Place place = checker::replay::place(program_, program_.steps[location.steps.front()]);
        return frame_text(program_, place.frame) + " " + position_text(program_, place.where);
    }

    void follow(std::size_t node) {
        const State state = by_node_.at(node)->first;
        const std::uint32_t faults = faults_.at(node);
        const std::uint32_t left = program_.max_faults - faults;
        if (!interpreter_.failing(state).empty()) return;   // runs end there
        for (TaskId task = 0; task < program_.tasks.size(); ++task) {
            for (const Move& move : interpreter_.moves(state, task, left)) take(node, move, faults);
        }
        if (interpreter_.deadlocked(state, left) && diagram_.nodes[node].kind != NodeKind::violation) {
            diagram_.nodes[node].kind = NodeKind::violation;
            diagram_.nodes[node].label += "\n* " + std::string(kind::deadlock);
        }
    }

    void take(std::size_t node, const Move& move, std::uint32_t faults) {
        std::string text = cut_middle(move_text(program_, move).text, label_width);
        if (move.violated) {
            const std::size_t end = violation(move.violation.kind);
            edges_.insert({node, end, std::move(text), EdgeKind::violation});
            return;
        }
        const std::size_t to = reach(move.end, program_.max_faults == any_number ? 0 : faults + move.faults);
        if (to != Diagram::none) {
            edges_.insert({node, to, std::move(text), move.faults > 0 ? EdgeKind::weak : EdgeKind::plain});
            return;
        }
        complete_ = false;
        diagram_.nodes[node].kind = NodeKind::cut;
    }

    /// The node of all moves that end in such a violation.
    std::size_t violation(const std::string& kind) {
        const auto [found, added] = violations_.try_emplace(kind, diagram_.nodes.size());
        if (added) diagram_.nodes.push_back({"* " + printable(kind), NodeKind::violation, Diagram::none});
        return found->second;
    }

    static constexpr std::uint32_t any_number = ~std::uint32_t{0};   // as Program::max_faults

    using States = std::map<State, std::size_t>;
    const Program& program_;
    Interpreter interpreter_;
    const std::uint64_t most_;
    Diagram diagram_;
    States states_;                                     // their nodes
    std::map<std::size_t, States::const_iterator> by_node_;
    std::map<std::size_t, std::uint32_t> faults_;       // by node: the fewest so far
    std::map<std::string, std::size_t> violations_;     // their nodes
    std::set<Edge> edges_;
    std::deque<std::size_t> waiting_;                   // nodes to be followed
    bool complete_ = true;
};

}  // namespace

StateGraph state_graph(const Program& program, std::uint64_t most_states) { return Explored(program, most_states).draw(); }

}  // namespace mmapck::reports
