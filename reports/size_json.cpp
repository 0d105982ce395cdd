// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "reports/size.h"
#include "reports/values.h"

namespace mmapck::reports {

namespace {

using Json = nlohmann::ordered_json;
using checker::explicit_::Census;

Json dimension(const std::string& name, const Census::Dimension& one) { return {{"name", name}, {"values", one.values}, {"states_without", one.without}}; }

}  // namespace

std::string size_json(const program::Program& program, const Census& census, const std::string& file, const std::string& variant) {
    Json json = {{"file", file}, {"variant", variant}, {"complete", census.complete}, {"states", census.states}, {"moves", census.moves},
                 {"state_bits", census.state_bits}, {"states_by_moves", census.levels}, {"states_by_faults", census.by_faults}};
    json["tasks"] = Json::array();
    for (std::size_t task = 0; task < census.tasks.size(); ++task) json["tasks"].push_back(dimension(program.tasks[task].name, census.tasks[task]));
    json["variables"] = Json::array();
    for (std::size_t variable = 0; variable < census.variables.size(); ++variable) json["variables"].push_back(dimension(program.variables[variable].name, census.variables[variable]));
    json["steps"] = Json::array();
    for (std::size_t id = 0; id < census.steps.size(); ++id) {
        if (census.steps[id].moves == 0) continue;
        const program::Step& step = program.steps[id];
        json["steps"].push_back({{"task", program.tasks[program.locations[step.from].task].name}, {"text", step.text}, {"where", position_text(program, step.where)},
                                 {"moves", census.steps[id].moves}, {"states", census.steps[id].found}});
    }
    json["to_lower"] = Json::array();
    if (census.complete)
        for (const Lever& lever : levers(program, census)) json["to_lower"].push_back({{"what", lever.words}, {"states", lever.states}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mmapck::reports
