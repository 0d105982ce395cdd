// SPDX-License-Identifier: Apache-2.0
#include "reports/json_counterexample.h"

#include <nlohmann/json.hpp>

#include "checker/replay/replay.h"
#include "reports/changes.h"
#include "reports/story.h"
#include "reports/text.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::Violation;
using checker::replay::Interpreter;
using checker::replay::Played;
using checker::replay::Run;
using nlohmann::ordered_json;

namespace {

ordered_json position_json(const Program& program, const Position& position) {
    if (position.file >= program.files.size()) {
        return nullptr;
    }
    ordered_json json{{"file", program.files[position.file]}};
    if (position.line != 0) {
        json["line"] = position.line;
    }
    if (position.column != 0) {
        json["column"] = position.column;
    }
    return json;
}

const char* kind_of(EventKind kind) {
    switch (kind) {
        case EventKind::acquire: return "lock";
        case EventKind::get: return "reference";
        case EventKind::charge: return "charge";
        default: return "obligation";
    }
}

ordered_json violation_json(const Program& program, const Violation& violation) {
    ordered_json json{{"kind", violation.kind}, {"words", violation.words}};
    if (violation.invariant != none) {
        json["invariant"] = program.invariants[violation.invariant].name;
        json["moment"] = name(program.invariants[violation.invariant].moment);
    }
    if (violation.task != none) {
        json["task"] = program.tasks[violation.task].name;
    }
    json["where"] = position_json(program, violation.where);
    json["within_step"] = violation.within_step;
    json["cycle"] = violation.cycle;
    return json;
}

ordered_json faults_json(const Program& program, const Story& story) {
    ordered_json json = ordered_json::array();
    for (const FaultTaken& taken : story.faults) {
        const Fault& fault = program.faults[taken.fault];
        json.push_back({{"site", fault.site},
                        {"class", name(fault.fault_class)},
                        {"result", taken.result},
                        {"task", program.tasks[taken.task].name},
                        {"step", taken.step + 1},
                        {"where", position_json(program, fault.where)},
                        {"calls", taken.chain}});
    }
    return json;
}

ordered_json exits_json(const Program& program, const std::vector<Exit>& exits) {
    ordered_json json = ordered_json::array();
    for (const Exit& exit : exits) {
        json.push_back({{"exit", exit.name},
                        {"returned", exit.returned},
                        {"kept", exit.kept},
                        {"passes", exit.passes},
                        {"first_difference", exit.parts.line == 0 ? ordered_json() : position_json(program, exit.parts)}});
    }
    return json;
}

ordered_json held_json(const Program& program, const Story& story) {
    ordered_json json = ordered_json::array();
    for (const Held& held : story.held) {
        ordered_json due = ordered_json::array();
        for (const Due& one : held.due) {
            due.push_back({{"function", program.frames[one.hook].function}, {"where", position_json(program, one.where)}});
        }
        json.push_back({{"kind", kind_of(held.entry.kind)},
                        {"object", held.object},
                        {"words", held.what},
                        {"task", program.tasks[held.entry.task].name},
                        {"step", held.entry.step + 1},
                        {"function", frame_text(program, held.entry.place.frame)},
                        {"where", position_json(program, held.entry.place.where)},
                        {"not_called", std::move(due)},
                        {"exits", exits_json(program, held.exits)}});
    }
    return json;
}

ordered_json changes_json(const Program& program, const Played& played) {
    ordered_json json = ordered_json::array();
    for (const checker::replay::Change& change : played.outcome.changes) {
        if (is_shown(program, change.variable, change.cell)) {
            const std::uint32_t type = program.variables[change.variable].type;
            json.push_back({{"cell", cell_text(program, change.variable, change.cell)},
                            {"before", value_text(program, type, change.before)},
                            {"after", value_text(program, type, change.after)}});
        }
    }
    return json;
}

ordered_json step_json(const Program& program, const Played& played) {
    const Step& step = program.steps[played.taken.step];
    const Frame& frame = program.frames[program.locations[step.from].frame];
    ordered_json json{{"task", program.tasks[played.task].name},
                      {"move", played.taken.begins_move},
                      {"function", frame.function},
                      {"where", position_json(program, step.where)},
                      {"text", step.text}};
    if (step.choice_low != no_expr) {
        json["choice"] = played.taken.choice;
    }
    if (step.kind == StepKind::fault) {
        json["fault"] = program.faults[step.fault].site;
    }
    if (step.result != no_expr && played.outcome.result == checker::replay::Result::ok) {
        json["returned"] = returned_text(program, step.result_type, played.outcome.returned);
    }
    json["changes"] = changes_json(program, played);
    return json;
}

ordered_json steps_json(const Program& program, const Counterexample& counterexample) {
    Interpreter interpreter(program);
    const Run run = play(interpreter, counterexample.trace);
    ordered_json json = ordered_json::array();
    for (const Played& played : run.steps) {
        json.push_back(step_json(program, played));
    }
    return json;
}

ordered_json call_json(const Program& program, const CallMade& call) {
    if (call.task == none) {
        return nullptr;
    }
    ordered_json json{{"task", program.tasks[call.task].name}, {"call", call.call}};
    if (call.returned) {
        json["returned"] = call.value;
    }
    return json;
}

}  // namespace

ordered_json counterexample_json(const Program& program, const Counterexample& counterexample, const Context& context) {
    const Story story = tell(program, counterexample);
    return {{"violation", violation_json(program, counterexample.violation)},
            {"line", one_line(program, counterexample, story)},
            {"faults", faults_json(program, story)},
            {"call", call_json(program, story.call)},
            {"held", held_json(program, story)},
            {"cost",
             {{"faults", counterexample.trace.faults},
              {"moves", counterexample.trace.moves},
              {"context_switches", story.context_switches}}},
            {"replay", context.replay},
            {"first_screen", first_screen(program, counterexample, context, story)},
            {"steps", steps_json(program, counterexample)}};
}

}  // namespace mmapck::reports
