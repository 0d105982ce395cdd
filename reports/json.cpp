// SPDX-License-Identifier: Apache-2.0
#include "reports/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "reports/json_counterexample.h"
#include "reports/search_counts.h"
#include "reports/uncalled_faults.h"
#include "reports/values.h"

namespace mmapck::reports {

using nlohmann::ordered_json;

namespace {

const char* name(checker::Vacuity::Subject subject) {
    switch (subject) {
        case checker::Vacuity::Subject::fault: return "fault";
        case checker::Vacuity::Subject::invariant: return "invariant";
        case checker::Vacuity::Subject::task: return "task";
        case checker::Vacuity::Subject::hook: return "hook";
    }
    return "";
}

ordered_json expectation_json(const scenario::Expectation& expectation) {
    if (expectation.holds()) {
        return "holds";
    }
    ordered_json kinds = ordered_json::array();
    for (const scenario::Text& kind : expectation.violates) {
        kinds.push_back(kind.text);
    }
    return {{"violates", kinds}};
}

ordered_json statistics_json(const Checked& checked) {
    const checker::Statistics& statistics = checked.verdict.statistics;
    ordered_json json;
    for (const SearchCount& count : search_counts) json[count.name] = statistics.*count.count;
    json["steps"] = checked.program->steps.size();
    json["steps_taken"] = std::count(statistics.steps_taken.begin(), statistics.steps_taken.end(), true);
    ordered_json invariants = ordered_json::array();
    for (std::size_t i = 0; i < checked.program->invariants.size(); ++i) {
        const program::Invariant& invariant = checked.program->invariants[i];
        ordered_json one{{"name", invariant.name}, {"moment", program::name(invariant.moment)}};
        if (invariant.task != program::none) {
            one["task"] = checked.program->tasks[invariant.task].name;
        }
        if (i < statistics.invariants_tested.size()) one["tested"] = bool{statistics.invariants_tested[i]};
        invariants.push_back(std::move(one));
    }
    json["invariants"] = std::move(invariants);
    return json;
}

ordered_json vacuities_json(const checker::Verdict& verdict) {
    ordered_json json = ordered_json::array();
    for (const checker::Vacuity& vacuity : verdict.vacuities) {
        json.push_back({{"subject", name(vacuity.subject)}, {"name", vacuity.name}, {"reason", vacuity.reason}, {"gates", vacuity.gates}});
    }
    return json;
}

/// Numbers of 64 bits are strings: not every reader of JSON has them.
ordered_json inputs_json(const Inputs& inputs) {
    ordered_json classes = ordered_json::array();
    for (const ClassOfInputs& one : inputs.classes) {
        ordered_json values = ordered_json::object(), tests = ordered_json::array();
        for (std::size_t i = 0; i < inputs.names.size(); ++i) {
            values[inputs.names[i]] = std::to_string(one.representative[i]);
        }
        for (const ClassOfInputs::Test& test : one.tests) {
            tests.push_back({{"condition", test.condition}, {"holds", test.holds}, {"where", test.where}});
        }
        ordered_json json{{"representative", std::move(values)}, {"tests", std::move(tests)}, {"returned", one.returned}};
        if (!one.violation.empty()) {
            json["violation"] = one.violation;
        }
        classes.push_back(std::move(json));
    }
    return classes;
}

ordered_json fault_sets_json(const program::Program& program, const checker::FaultSets& sets) {
    ordered_json all = ordered_json::array();
    for (const checker::FaultSet& set : sets.sets) {
        ordered_json faults = ordered_json::array();
        for (const checker::FaultPoint& point : set.faults) {
            faults.push_back({{"site", point.site}, {"class", program::name(point.fault_class)}, {"error", point.error}, {"where", position_text(program, point.where)}});
        }
        all.push_back({{"kind", set.counterexample.violation.kind}, {"faults", std::move(faults)}});
    }
    return {{"complete", sets.complete}, {"sets", std::move(all)}};
}

ordered_json result_json(const Checked& checked, Outcome outcome) {
    ordered_json json{{"scenario", checked.context.scenario},
                      {"file", checked.context.file},
                      {"variant", checked.context.variant},
                      {"expected", expectation_json(checked.expectation)},
                      {"status", checker::name(checked.verdict.status)},
                      {"outcome", name(outcome)}};
    if (!checked.verdict.reason.empty()) {
        json["reason"] = checked.verdict.reason;
    }
    if (checked.inputs) {
        json["classes_of_inputs"] = inputs_json(*checked.inputs);
    }
    json["vacuities"] = vacuities_json(checked.verdict);
    json["statistics"] = statistics_json(checked);
    ordered_json counterexamples = ordered_json::array();
    for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
        counterexamples.push_back(counterexample_json(*checked.program, counterexample, checked.context));
    }
    json["counterexamples"] = std::move(counterexamples);
    if (checked.fault_sets) {
        json["minimal_fault_sets"] = fault_sets_json(*checked.program, *checked.fault_sets);
    }
    return json;
}

ordered_json tested_json(const Tested& tested) {
    return {{"verdict", verdict(tested)},
            {"executed", tested.executed},
            {"unreachable", tested.unreachable},
            {"cut_short", tested.cut_short},
            {"not_asked", tested.not_asked}};
}

ordered_json named_json(const std::map<std::string, Tested>& names) {
    ordered_json json = ordered_json::array();
    for (const auto& [name, tested] : names) {
        ordered_json one{{"name", name}};
        one.update(tested_json(tested));
        json.push_back(std::move(one));
    }
    return json;
}

/// Function by function, in how many results it is called; line by line, "51": in how many results; branch by branch, "51:12" (line:column): {"0": ..., "1": ...}, by its ways.
ordered_json files_json(const LineCoverage& coverage) {
    ordered_json files = ordered_json::array();
    for (auto line = coverage.lines.begin(); line != coverage.lines.end();) {
        const std::string& file = line->first.first;
        ordered_json functions = ordered_json::array(), lines = ordered_json::object(), branches = ordered_json::object();
        for (auto at = coverage.functions.lower_bound({file, 0}); at != coverage.functions.end() && at->first.first == file; ++at)
            functions.push_back({{"name", at->second.name}, {"line", at->first.second}, {"results", at->second.results}});
        for (auto branch = coverage.branches.lower_bound({file, 0, 0, 0}); branch != coverage.branches.end() && std::get<0>(branch->first) == file; ++branch) {
            const auto& [name, number, column, way] = branch->first;
            branches[std::to_string(number) + ":" + std::to_string(column)][std::to_string(way)] = branch->second;
        }
        ordered_json one{{"file", file}, {"functions", std::move(functions)}};
        for (; line != coverage.lines.end() && line->first.first == one["file"]; ++line) lines[std::to_string(line->first.second)] = line->second;
        one["lines"] = std::move(lines);
        one["branches"] = std::move(branches);
        files.push_back(std::move(one));
    }
    return files;
}

ordered_json coverage_json(const Coverage& coverage) {
    ordered_json faults = ordered_json::array();
    for (const auto& [key, tested] : coverage.faults) {
        const auto& [site, fault_class, result] = key;
        ordered_json one{{"site", site}, {"class", fault_class}, {"result", result}};
        one.update(tested_json(tested));
        faults.push_back(std::move(one));
    }
    ordered_json uncalled = ordered_json::array();
    for (const UncalledFault& one : uncalled_faults(coverage)) {
        const auto& [site, fault_class, result] = one.key;
        uncalled.push_back({{"site", site}, {"class", fault_class}, {"result", result}, {"verdict", "missed: " + one.why}, {"function", one.function}, {"file", one.file}, {"line", one.line}});
    }
    return {{"faults", std::move(faults)}, {"uncalled_faults", std::move(uncalled)}, {"hooks", named_json(coverage.hooks)}, {"invariants", named_json(coverage.invariants)}, {"files", files_json(coverage.lines.complete())}};
}

std::string dumped(const ordered_json& json) {
    return json.dump(1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

JsonReport::JsonReport(std::ostream& out, const std::string& tool_version) : out_(out) {
    out_ << "{\n\"format\": \"mmapck-report\",\n\"version\": " << report_version
         << ",\n\"tool\": " << dumped(ordered_json{{"name", "mmapck"}, {"version", tool_version}})
         << ",\n\"results\": [";
}

void JsonReport::add(const Checked& checked) {
    const Outcome outcome = judge(checked.verdict, checked.expectation);
    out_ << (totals_.checked == 0 ? "\n" : ",\n") << dumped(result_json(checked, outcome));
    totals_.count(outcome);
    coverage_.add(checked);
}

void JsonReport::finish() {
    out_ << "\n],\n\"coverage\": " << dumped(coverage_json(coverage_))
         << ",\n\"totals\": "
         << dumped(ordered_json{{"checked", totals_.checked},
                                {"expected", totals_.expected},
                                {"unexpected", totals_.unexpected},
                                {"vacuous", totals_.vacuous},
                                {"inconclusive", totals_.inconclusive}})
         << "\n}\n";
}

}  // namespace mmapck::reports
