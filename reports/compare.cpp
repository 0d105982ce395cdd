// SPDX-License-Identifier: Apache-2.0
#include "reports/compare.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "reports/ascii.h"
#include "reports/json.h"

namespace mmapck::reports {

namespace {

using nlohmann::json;

/// A variant of a scenario, as far as it is compared.
struct Result {
    std::string name;
    std::map<std::string, std::string> findings;  // by kind: a sentence
    std::map<std::string, std::string> traces;    // by kind: what tells one run from another
    bool complete = false;                        // the search saw every state
    std::uint64_t states = 0;
};

/// The document without the steps of its traces, which are most of it.
json parsed(const std::string& text) {
    const json::parser_callback_t without_steps = [](int, json::parse_event_t event, json& value) {
        return event != json::parse_event_t::key || value != "steps";
    };
    const json report = json::parse(text, without_steps);
    if (!report.is_object() || report.value("format", "") != "mmapck-report") {
        throw std::runtime_error("it is no report of mmapck");
    }
    if (report.at("version") != report_version) {
        throw std::runtime_error("it has version " + report.at("version").dump() + ", this program reads version " + std::to_string(report_version));
    }
    return report;
}

bool is_expected(const json& result, const std::string& kind) {
    const json& expected = result.at("expected");
    if (!expected.is_object()) {
        return false;
    }
    const json& kinds = expected.at("violates");
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result result_of(const json& from) {
    Result result;
    const std::string variant = from.at("variant");
    result.name = shown_path(from.at("file").get<std::string>()) + (variant.empty() ? "" : " " + printable(variant));
    const std::string outcome = from.at("outcome"), status = from.at("status");
    for (const json& counterexample : from.at("counterexamples")) {
        const std::string kind = printable(counterexample.at("violation").at("kind").get<std::string>());
        json faults = json::array();
        for (const json& fault : counterexample.at("faults")) {
            faults.push_back({fault.at("site"), fault.at("task"), fault.at("result")});
        }
        result.traces[kind] = faults.dump() + counterexample.at("cost").dump();
        if (!is_expected(from, kind)) {
            result.findings[kind] = printable(counterexample.at("line").get<std::string>());
        }
    }
    if (outcome == "unexpected" && result.findings.empty()) {
        result.findings["missing-violation"] = "missing-violation: holds, but is expected to violate";
    } else if (outcome == "vacuous" || outcome == "inconclusive") {
        result.findings[outcome] = outcome + (outcome == "vacuous" ? ": something was never tested" : ": a budget ended the search");
    }
    result.complete = status == "holds" || status == "vacuous";
    result.states = from.at("statistics").at("states");
    return result;
}

std::vector<Result> results_of(const std::string& text) {
    const json report = parsed(text);
    std::vector<Result> results;
    for (const json& result : report.at("results")) {
        results.push_back(result_of(result));
    }
    return results;
}

const Result* find(const std::vector<Result>& results, const std::map<std::string, std::size_t>& index, const std::string& name) {
    const auto at = index.find(name);
    return at == index.end() ? nullptr : &results[at->second];
}

std::map<std::string, std::size_t> index_of(const std::vector<Result>& results) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < results.size(); ++i) {
        index.try_emplace(results[i].name, i);
    }
    return index;
}

std::string text_of(const Result& result, const std::string& sentence) { return result.name + ": " + sentence; }

/// A result of the new report beside that of the old one; null if there was none.
void compare_result(const Result* before, const Result& after, Comparison& comparison) {
    for (const auto& [kind, sentence] : after.findings) {
        const bool known = before != nullptr && before->findings.count(kind) != 0;
        (known ? comparison.preexisting : comparison.introduced).push_back(text_of(after, sentence));
    }
    if (before == nullptr) {
        comparison.added.push_back(after.name);
        return;
    }
    for (const auto& [kind, sentence] : before->findings) {
        if (after.findings.count(kind) == 0) {
            comparison.fixed.push_back(text_of(after, sentence));
        }
    }
    for (const auto& [kind, trace] : after.traces) {
        const auto old = before->traces.find(kind);
        if (old != before->traces.end() && old->second != trace) {
            comparison.other_trace.push_back(after.name + ": " + kind);
        }
    }
    if (before->complete && after.complete && before->states != after.states) {
        comparison.other_states.push_back(after.name + ": " + std::to_string(before->states) + " -> " + std::to_string(after.states));
    }
}

/// Why one of the two is no report.
std::string complaint(const char* which, const std::exception& error) {
    return std::string("the ") + which + " report is not what 'mmapck run --report json=FILE' writes: " + printable(error.what());
}

}  // namespace

Comparison compare(const std::string& old_report, const std::string& new_report) {
    Comparison comparison;
    std::vector<Result> before, after;
    try {
        before = results_of(old_report);
    } catch (const std::exception& error) {
        comparison.error = complaint("old", error);
        return comparison;
    }
    try {
        after = results_of(new_report);
    } catch (const std::exception& error) {
        comparison.error = complaint("new", error);
        return comparison;
    }
    const std::map<std::string, std::size_t> old_index = index_of(before), new_index = index_of(after);
    for (const Result& result : after) {
        compare_result(find(before, old_index, result.name), result, comparison);
    }
    for (const Result& result : before) {
        if (new_index.count(result.name) == 0) {
            comparison.removed.push_back(result.name);
        }
    }
    return comparison;
}

std::string to_markdown(const Comparison& comparison) {
    std::string text = "## mmapck: " + std::to_string(comparison.introduced.size()) + " introduced, " + std::to_string(comparison.fixed.size()) +
                       " fixed, " + std::to_string(comparison.preexisting.size()) + " preexisting\n";
    const auto add = [&text](const char* title, const std::vector<std::string>& items) {
        if (items.empty()) {
            return;
        }
        text += "\n### " + std::string(title) + " (" + std::to_string(items.size()) + ")\n\n";
        for (const std::string& item : items) {
            // Indented, so that nothing in a name is markup.
            text += "    " + item + "\n";
        }
    };
    add("Introduced", comparison.introduced);
    add("Fixed", comparison.fixed);
    add("Preexisting", comparison.preexisting);
    add("Violations with another trace", comparison.other_trace);
    add("Another number of states", comparison.other_states);
    add("New results", comparison.added);
    add("Results that are gone", comparison.removed);
    return text;
}

}  // namespace mmapck::reports
