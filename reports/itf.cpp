// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <set>

#include "checker/replay/replay.h"
#include "reports/changes.h"
#include "reports/findings.h"
#include "reports/one_trace.h"
#include "reports/values.h"
#include "reports/writers.h"

namespace mmapck::reports {

namespace {

using namespace program;
using nlohmann::ordered_json;

struct Cell {
    VarId variable;
    std::uint32_t cell;
    std::string name;
};

/// The cells that the run changes and people see, in order; no two have one name.
std::vector<Cell> changed_cells(const Program& program, const checker::replay::Run& run) {
    std::set<std::pair<VarId, std::uint32_t>> changed;
    for (const checker::replay::Played& played : run.steps) {
        for (const checker::replay::Change& change : played.outcome.changes) {
            if (is_shown(program, change.variable, change.cell)) {
                changed.insert({change.variable, change.cell});
            }
        }
    }
    std::set<std::string> names;
    std::vector<Cell> cells;
    for (const auto& [variable, cell] : changed) {
        std::string name = cell_text(program, variable, cell);
        while (!names.insert(name).second) {
            name += "'";
        }
        cells.push_back({variable, cell, std::move(name)});
    }
    return cells;
}

ordered_json value_json(const Program& program, std::uint32_t type, std::int64_t value) {
    switch (program.types[type].display) {
        case Display::boolean: return value != 0;
        case Display::number:
        case Display::error: return {{"#bigint", std::to_string(value)}};
        default: return value_text(program, type, value);
    }
}

ordered_json state_json(const checker::replay::Interpreter& interpreter, const std::vector<Cell>& cells,
                        const checker::replay::State& state, std::size_t index) {
    ordered_json json{{"#meta", {{"index", index}}}};
    for (const Cell& cell : cells) {
        json[cell.name] = value_json(interpreter.program(), interpreter.program().variables[cell.variable].type,
                                     state.cells[interpreter.cell(cell.variable, cell.cell)]);
    }
    return json;
}

/// A state before the run and one after each move.
std::string itf(const Checked& checked, const checker::Counterexample& counterexample) {
    checker::replay::Interpreter interpreter(*checked.program);
    const checker::replay::Run run = play(interpreter, counterexample.trace);
    const std::vector<Cell> cells = changed_cells(*checked.program, run);
    ordered_json vars = ordered_json::array();
    for (const Cell& cell : cells) {
        vars.push_back(cell.name);
    }
    checker::replay::State state = interpreter.initial();
    ordered_json states = ordered_json::array({state_json(interpreter, cells, state, 0)});
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        for (const checker::replay::Change& change : run.steps[i].outcome.changes) {
            state.cells[interpreter.cell(change.variable, change.cell)] = change.after;
        }
        if (i + 1 == run.steps.size() || run.steps[i + 1].taken.begins_move) {
            states.push_back(state_json(interpreter, cells, state, states.size()));
        }
    }
    const ordered_json meta{{"format", "ITF"}, {"source", result_name(checked.context)}, {"status", "violation"},
                            {"description", counterexample.violation.kind}};
    return ordered_json{{"#meta", meta}, {"params", ordered_json::array()}, {"vars", vars}, {"states", states}}.dump(
               1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::unique_ptr<Report> itf_report(std::ostream& out, const std::string&) {
    const auto remark = [](std::string& text, const std::string& sentence) {
        ordered_json json = ordered_json::parse(text);
        json["#meta"]["remark"] = sentence;
        text = json.dump(1) + "\n";
    };
    return one_trace_report(out, {itf, "{\n \"#meta\": { \"format\": \"ITF\", \"status\": \"ok\" },\n \"vars\": [],\n \"states\": []\n}\n", remark});
}

}  // namespace mmapck::reports
