// SPDX-License-Identifier: Apache-2.0
#include "reports/html_trace.h"

#include <nlohmann/json.hpp>

#include "reports/ascii.h"
#include "reports/html_run.h"
#include "reports/passing.h"
#include "reports/text.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using nlohmann::ordered_json;

namespace {

const char* name_of(TaskKind kind) {
    switch (kind) {
        case TaskKind::setup: return "setup";
        case TaskKind::normal: return "normal";
        case TaskKind::daemon: return "daemon";
        case TaskKind::teardown: return "teardown";
    }
    return "";
}

ordered_json where_json(const Program& program, const Position& position, Texts& texts) {
    return {texts.number(position.file < program.files.size() ? shown_path(program.files[position.file]) : ""), position.line};
}

ordered_json faults_json(const Program& program, const Story& story, Texts& texts) {
    ordered_json json = ordered_json::array();
    for (const FaultTaken& taken : story.faults) {
        const Fault& fault = program.faults[taken.fault];
        json.push_back({{"site", printable(fault.site)},
                        {"class", name(fault.fault_class)},
                        {"result", taken.result},
                        {"task", taken.task},
                        {"step", taken.step + 1},
                        {"where", where_json(program, fault.where, texts)},
                        {"calls", taken.chain}});
    }
    return json;
}

ordered_json exits_json(const Program& program, const std::vector<Exit>& exits, Texts& texts) {
    ordered_json json = ordered_json::array();
    for (const Exit& exit : exits) {
        json.push_back({{"name", exit.name},
                        {"returned", exit.returned},
                        {"kept", exit.kept},
                        {"passes", exit.passes},
                        {"parts", where_json(program, exit.parts, texts)}});
    }
    return json;
}

ordered_json held_json(const Program& program, const Story& story, Texts& texts) {
    ordered_json json = ordered_json::array();
    for (const Held& held : story.held) {
        ordered_json due = ordered_json::array();
        for (const Due& each : held.due) {
            due.push_back({{"function", frame_text(program, each.hook)}, {"where", where_json(program, each.where, texts)}});
        }
        json.push_back({{"kind", entry_kind(held.entry.kind)},
                        {"words", held.what},
                        {"step", held.entry.step + 1},
                        {"function", frame_text(program, held.entry.place.frame)},
                        {"where", where_json(program, held.entry.place.where, texts)},
                        {"due", std::move(due)},
                        {"exits", exits_json(program, held.exits, texts)}});
    }
    return json;
}

ordered_json blocked_json(const Program& program, const Story& story, Texts& texts) {
    ordered_json json = ordered_json::array();
    for (const Blocked& blocked : story.blocked) {
        json.push_back({{"task", blocked.task}, {"text", blocked.text}, {"where", where_json(program, blocked.place.where, texts)}, {"locks", blocked.locks}});
    }
    return json;
}

ordered_json call_json(const CallMade& call) {
    if (call.task == none) {
        return nullptr;
    }
    return {{"task", call.task}, {"call", call.call}, {"returned", call.returned}, {"value", call.value}};
}

ordered_json run_beside(const Program& program, const std::string& words, const Position& parts, const checker::Trace& trace, Texts& texts) {
    return {{"words", words},
            {"parts", where_json(program, parts, texts)},
            {"run", run_json(program, trace, call_tree(program, Counterexample{{}, trace}), {}, texts)}};
}

/// The nearest run that passes: the call that took what is held, on another way out, or else any other run to the end. Without "run": why there is none.
ordered_json passing_json(const Program& program, const Counterexample& counterexample, const Story& story, Texts& texts) {
    const std::vector<Exit> none_known;
    const std::vector<Exit>& exits = story.held.empty() ? none_known : story.held.front().exits;
    if (const std::ptrdiff_t nearest = nearest_passing(exits); nearest >= 0) {
        const Exit& exit = exits[static_cast<std::size_t>(nearest)];
        const std::string words = exit.call + "()" + (exit.returned.empty() ? "" : " = " + exit.returned) + " if " + (exit.fault == none ? "nothing fails" : exit.name);
        return run_beside(program, words, exit.parts, exit.trace, texts);
    }
    const Passing passing = passing_run(program, counterexample);
    if (!passing.run) {
        return {{"words", passing.why_not}};
    }
    return run_beside(program, "nothing is violated if " + passing.run->instead, passing.run->parts, passing.run->trace, texts);
}

ordered_json violation_json(const Program& program, const checker::Violation& violation, const Story& story, Texts& texts) {
    ordered_json cycle = ordered_json::array();
    for (const std::string& edge : violation.cycle) {
        cycle.push_back(printable(edge));
    }
    ordered_json json{{"kind", printable(violation.kind)},
                      {"words", printable(violation.words)},
                      {"function", frame_text(program, story.place.frame)},
                      {"where", where_json(program, story.place.where, texts)},
                      {"cycle", std::move(cycle)}};
    if (violation.invariant != none) {
        json["moment"] = name(program.invariants[violation.invariant].moment);
    }
    return json;
}

}  // namespace

ordered_json trace_json(const Checked& checked, const Counterexample& counterexample, const Story& story, Texts& texts) {
    const Program& program = *checked.program;
    ordered_json tasks = ordered_json::array();
    for (const Task& task : program.tasks) {
        tasks.push_back({printable(task.name), name_of(task.kind)});
    }
    return {{"violation", violation_json(program, counterexample.violation, story, texts)},
            {"cost", {{"faults", counterexample.trace.faults}, {"moves", counterexample.trace.moves}, {"switches", story.context_switches}}},
            {"at_a_moment", story.at_a_moment},
            {"kept_by", story.kept_by == none ? "" : frame_text(program, story.kept_by)},
            {"faults", faults_json(program, story, texts)},
            {"call", call_json(story.call)},
            {"held", held_json(program, story, texts)},
            {"blocked", blocked_json(program, story, texts)},
            {"replay", printable(checked.context.replay)},
            {"screen", first_screen(program, counterexample, checked.context, story)},
            {"tasks", std::move(tasks)},
            {"run", run_json(program, counterexample.trace, told_tree(program, counterexample, story), story.blocked, texts)},
            {"passing", passing_json(program, counterexample, story, texts)}};
}

}  // namespace mmapck::reports
