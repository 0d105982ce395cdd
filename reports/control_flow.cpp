// SPDX-License-Identifier: Apache-2.0
#include "reports/control_flow.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "checker/replay/frames.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::replay::Place;

namespace {

constexpr std::size_t label_width = 60;

bool is_shown(const Frame& frame) { return !checker::replay::is_folded(frame) && frame.kind != FrameKind::task; }

/// The statement in which a frame is called.
Place called_at(const Program& program, FrameId frame) {
    const FrameId caller = program.frames[frame].parent;
    for (FrameId outer = caller; outer != none; outer = program.frames[outer].parent)
        if (checker::replay::is_folded(program.frames[outer])) return {none, {}};
    return {caller, program.frames[frame].call};
}

/// What is left of "if (err): true" before the colon, and after it.
std::pair<std::string, std::string> question_and_answer(const std::string& text) {
    const std::size_t colon = text.rfind(": ");
    if (colon == std::string::npos) return {text, ""};
    return {text.substr(0, colon), text.substr(colon + 2)};
}

class Flow {
  public:
    Flow(const Program& program, const std::vector<std::string>& functions) : program_(program) {
        for (const std::string& function : functions) {
            entries_[function] = diagram_.nodes.size();
            diagram_.nodes.push_back({printable(function) + "()", NodeKind::entry, diagram_.groups.size()});
            diagram_.groups.push_back(printable(function) + "()");
        }
    }

    Diagram draw() {
        for (const Step& step : program_.steps) {
            const std::size_t from = node_of(step);
            if (from != Diagram::none) note_fault(step, from);
            if (step.kind == StepKind::call) enter(step);
            if (step.kind == StepKind::result || step.kind == StepKind::system_return) {
                leave(step);
                continue;
            }
            for (const StepId next : program_.locations[step.to].steps) connect(from, place_of(program_.steps[next]), next, answer(step));
        }
        finish();
        return std::move(diagram_);
    }

  private:
    Place place_of(const Step& step) const { return checker::replay::place(program_, step); }

    std::string answer(const Step& step) const {
        return step.kind == StepKind::branch && place_of(step).where == step.where ? question_and_answer(step.text).second : "";
    }

    /// The node of a statement, made if need be; none in a function that is not drawn.
    std::size_t node_at(const Place& place, const std::string& label) {
        if (place.frame == none || !is_shown(program_.frames[place.frame])) return Diagram::none;
        const std::string& function = program_.frames[place.frame].function;
        const auto entry = entries_.find(function);
        if (entry == entries_.end()) return Diagram::none;
        const Key key{function, place.where.file, place.where.line, place.where.column};
        const auto [found, added] = nodes_.try_emplace(key, diagram_.nodes.size());
        if (added) {
            const std::string line = place.where.line == 0 ? "" : std::to_string(place.where.line) + ": ";
            diagram_.nodes.push_back({line + cut_end(printable(label), label_width), NodeKind::plain, diagram_.nodes[entry->second].group});
        }
        return found->second;
    }

    std::string label_of(const Step& step) const {
        const Place place = place_of(step);
        const FrameId own = program_.locations[step.from].frame;
        if (own != place.frame) {
            for (const FrameId frame : checker::replay::chain(program_, own))
                if (program_.frames[frame].parent == place.frame) return program_.frames[frame].call_text;
        }
        if (step.kind == StepKind::branch) return question_and_answer(step.text).first;
        if (step.kind != StepKind::result && step.kind != StepKind::system_return) return step.text;
        if (step.result == no_expr) return "return";
        const Expression& value = program_.expressions[step.result];
        return value.op == Op::constant ? "return " + returned_text(program_, step.result_type, value.value) : "return ...";
    }

    std::size_t node_of(const Step& step) { return node_at(place_of(step), label_of(step)); }

    void note_fault(const Step& step, std::size_t node) {
        if (step.kind != StepKind::fault) return;
        const Fault& fault = program_.faults[step.fault];
        const std::string error = fault.error == 0 ? "" : " " + returned_text(program_, 0, fault.error);
        faults_[node].insert("fails:" + error + " (" + name(fault.fault_class) + ")");
    }

    void add_edge(std::size_t from, std::size_t to, const std::string& label, EdgeKind kind) {
        if (from != Diagram::none && to != Diagram::none && from != to) edges_[{from, to, kind}].insert(label);
    }

    void connect(std::size_t from, const Place& to, StepId next, const std::string& label) {
        const Step& step = program_.steps[next];
        if (from != Diagram::none && diagram_.nodes[from].group == group_of(to)) add_edge(from, node_of(step), label, EdgeKind::plain);
    }

    std::size_t group_of(const Place& place) const {
        const auto entry = place.frame == none ? entries_.end() : entries_.find(program_.frames[place.frame].function);
        return entry == entries_.end() ? Diagram::none : diagram_.nodes[entry->second].group;
    }

    /// From the statement of the call to the function, and from there to its first statement.
    void enter(const Step& step) {
        const FrameId callee = program_.locations[step.to].frame;
        const auto entry = entries_.find(program_.frames[callee].function);
        if (entry == entries_.end() || !is_shown(program_.frames[callee])) return;
        add_edge(node_at(called_at(program_, callee), program_.frames[callee].call_text), entry->second, "", EdgeKind::weak);
        for (const StepId next : program_.locations[step.to].steps) add_edge(entry->second, node_of(program_.steps[next]), "", EdgeKind::plain);
    }

    /// From the statement of the call to what follows it.
    void leave(const Step& step) {
        const FrameId frame = program_.locations[step.from].frame;
        const std::size_t call = node_at(called_at(program_, frame), program_.frames[frame].call_text);
        for (const StepId next : program_.locations[step.to].steps) connect(call, place_of(program_.steps[next]), next, "");
    }

    void finish() {
        for (const auto& [node, faults] : faults_) {
            diagram_.nodes[node].kind = NodeKind::fault;
            for (const std::string& fault : faults) diagram_.nodes[node].label += "\n" + fault;
        }
        for (const auto& [ends, labels] : edges_) {
            std::string label;
            for (const std::string& one : labels) label += (label.empty() ? "" : ", ") + one;
            diagram_.edges.push_back({std::get<0>(ends), std::get<1>(ends), label, std::get<2>(ends)});
        }
    }

    using Key = std::tuple<std::string, FileId, std::uint32_t, std::uint32_t>;

    const Program& program_;
    Diagram diagram_;
    std::map<std::string, std::size_t> entries_;                                  // nodes, by function
    std::map<Key, std::size_t> nodes_;
    std::map<std::size_t, std::set<std::string>> faults_;                         // by node
    std::map<std::tuple<std::size_t, std::size_t, EdgeKind>, std::set<std::string>> edges_;   // their labels
};

/// Frames that a step is in, without those that traces do not show.
std::set<FrameId> frames_with_steps(const Program& program) {
    std::set<FrameId> frames;
    for (const Step& step : program.steps)
        if (const FrameId frame = checker::replay::place(program, step).frame; frame != none && is_shown(program.frames[frame])) frames.insert(frame);
    return frames;
}

/// Whether the frame is a hook, or is called by one of the same file.
bool is_of_hook(const Program& program, FrameId frame) {
    const FileId file = program.frames[frame].definition.file;
    for (; frame != none; frame = program.frames[frame].parent)
        if (program.frames[frame].kind == FrameKind::hook) return program.frames[frame].definition.file == file;
    return false;
}

}  // namespace

std::vector<std::string> functions_of(const Program& program) {
    std::set<std::string> names;
    for (const FrameId frame : frames_with_steps(program)) names.insert(program.frames[frame].function);
    return {names.begin(), names.end()};
}

std::vector<std::string> functions_of_hooks(const Program& program) {
    std::set<std::string> names;
    for (const FrameId frame : frames_with_steps(program))
        if (is_of_hook(program, frame)) names.insert(program.frames[frame].function);
    return {names.begin(), names.end()};
}

Diagram control_flow(const Program& program, const std::vector<std::string>& functions) { return Flow(program, functions).draw(); }

}  // namespace mmapck::reports
