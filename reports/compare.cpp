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

/// A member that is there and of this kind.
const json& member(const json& from, const std::string& key, bool (json::*is_of_kind)() const noexcept) {
    const auto found = from.is_object() ? from.find(key) : from.end();
    if (found == from.end() || !((*found).*is_of_kind)()) {
        throw std::runtime_error("a key '" + key + "' is missing in it, or has a value of another kind");
    }
    return *found;
}

std::string text_at(const json& from, const std::string& key) { return member(from, key, &json::is_string).get<std::string>(); }

/// The document without the steps of its traces, which are most of it.
json parsed(const std::string& text) {
    const json::parser_callback_t without_steps = [](int, json::parse_event_t event, json& value) {
        return event != json::parse_event_t::key || value != "steps";
    };
    const json report = json::parse(text, without_steps, false);
    if (report.is_discarded()) {
        throw std::runtime_error("it is not JSON, or was cut short");
    }
    if (!report.is_object() || !report.contains("format") || report["format"] != "mmapck-report") {
        throw std::runtime_error("it is no report of mmapck");
    }
    const json& version = member(report, "version", &json::is_number_unsigned);
    if (version != report_version) {
        throw std::runtime_error("it has version " + version.dump() + ", this program reads version " + std::to_string(report_version));
    }
    return report;
}

bool is_expected(const json& result, const std::string& kind) {
    const auto expected = result.find("expected");
    if (expected == result.end() || !expected->is_object()) {
        return false;
    }
    const json& kinds = member(*expected, "violates", &json::is_array);
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result result_of(const json& from) {
    Result result;
    const std::string variant = text_at(from, "variant");
    result.name = shown_path(text_at(from, "file")) + (variant.empty() ? "" : " " + printable(variant));
    const std::string outcome = text_at(from, "outcome"), status = text_at(from, "status");
    if (outcome != "expected" && outcome != "unexpected" && outcome != "vacuous" && outcome != "inconclusive") {
        throw std::runtime_error("an outcome in it is '" + printable(outcome) + "'");
    }
    for (const json& counterexample : member(from, "counterexamples", &json::is_array)) {
        const std::string kind = printable(text_at(member(counterexample, "violation", &json::is_object), "kind"));
        json faults = json::array();
        for (const json& fault : member(counterexample, "faults", &json::is_array)) {
            faults.push_back({text_at(fault, "site"), text_at(fault, "task"), text_at(fault, "result")});
        }
        result.traces[kind] = faults.dump() + member(counterexample, "cost", &json::is_object).dump();
        if (!is_expected(from, kind)) {
            result.findings[kind] = printable(text_at(counterexample, "line"));
        }
    }
    if (outcome == "unexpected" && result.findings.empty()) {
        result.findings["missing-violation"] = "missing-violation: holds, but is expected to violate";
    } else if (outcome == "vacuous" || outcome == "inconclusive") {
        result.findings[outcome] = outcome + (outcome == "vacuous" ? ": something was never tested" : ": a budget ended the search");
    }
    result.complete = status == "holds" || status == "vacuous";
    result.states = member(member(from, "statistics", &json::is_object), "states", &json::is_number_unsigned).get<std::uint64_t>();
    return result;
}

std::vector<Result> results_of(const std::string& text) {
    const json report = parsed(text);
    std::vector<Result> results;
    for (const json& result : member(report, "results", &json::is_array)) {
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
