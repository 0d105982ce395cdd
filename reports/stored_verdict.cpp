// SPDX-License-Identifier: Apache-2.0
#include "reports/stored_verdict.h"

#include <nlohmann/json.hpp>

#include "checker/replay/replay.h"
#include "reports/search_counts.h"

namespace mmapck::reports {

using nlohmann::ordered_json;

namespace {

constexpr int stored_version = 1;

/// "0110": which steps were taken.
std::string bits(const std::vector<bool>& taken) {
    std::string text;
    for (const bool bit : taken) text += bit ? '1' : '0';
    return text;
}

ordered_json statistics_json(const checker::Statistics& statistics) {
    ordered_json json;
    for (const SearchCount& count : search_counts) json[count.name] = statistics.*count.count;
    json["steps_taken"] = bits(statistics.steps_taken);
    json["invariants_tested"] = bits(statistics.invariants_tested);
    return json;
}

checker::Statistics read_statistics(const ordered_json& json) {
    checker::Statistics statistics;
    for (const SearchCount& count : search_counts) json.at(count.name).get_to(statistics.*count.count);
    for (const char bit : json.at("steps_taken").get<std::string>()) statistics.steps_taken.push_back(bit == '1');
    for (const char bit : json.at("invariants_tested").get<std::string>()) statistics.invariants_tested.push_back(bit == '1');
    return statistics;
}

std::optional<checker::Status> read_status(const std::string& name) {
    for (const checker::Status status : {checker::Status::holds, checker::Status::violated, checker::Status::vacuous}) {
        if (name == checker::name(status)) return status;
    }
    return std::nullopt;
}

}  // namespace

std::string to_json(const StoredVerdict& stored) {
    const checker::Verdict& verdict = stored.verdict;
    ordered_json vacuities = ordered_json::array(), traces = ordered_json::array();
    for (const checker::Vacuity& vacuity : verdict.vacuities) {
        vacuities.push_back({{"subject", int(vacuity.subject)}, {"name", vacuity.name}, {"reason", vacuity.reason}, {"gates", vacuity.gates}});
    }
    for (const TraceFile& trace : stored.traces) traces.push_back(to_json(trace));
    const ordered_json json{{"format", "mmapck-verdict"},
                            {"version", stored_version},
                            {"status", checker::name(verdict.status)},
                            {"vacuities", std::move(vacuities)},
                            {"statistics", statistics_json(verdict.statistics)},
                            {"traces", std::move(traces)}};
    return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::optional<StoredVerdict> read_stored_verdict(const std::string& text) {
    try {
        const ordered_json json = ordered_json::parse(text);
        const std::optional<checker::Status> status = read_status(json.at("status").get<std::string>());
        if (!status || json.at("format") != "mmapck-verdict" || json.at("version") != stored_version) return std::nullopt;
        StoredVerdict stored;
        stored.verdict.status = *status;
        for (const ordered_json& one : json.at("vacuities")) {
            const int subject = one.at("subject").get<int>();
            if (subject < 0 || subject > int(checker::Vacuity::Subject::hook)) return std::nullopt;
            stored.verdict.vacuities.push_back({checker::Vacuity::Subject(subject), one.at("name"), one.at("reason"), one.at("gates")});
        }
        stored.verdict.statistics = read_statistics(json.at("statistics"));
        for (const ordered_json& one : json.at("traces")) {
            ReadTrace read = read_trace("", one.get<std::string>());
            if (!read.trace) return std::nullopt;
            stored.traces.push_back(std::move(*read.trace));
        }
        if ((*status == checker::Status::violated) == stored.traces.empty()) return std::nullopt;
        return stored;
    } catch (const ordered_json::exception&) {
        return std::nullopt;
    }
}

std::optional<checker::Verdict> believe(const StoredVerdict& stored, const program::Program& program) {
    checker::Verdict verdict = stored.verdict;
    if (verdict.statistics.steps_taken.size() != program.steps.size() || verdict.statistics.invariants_tested.size() != program.invariants.size()) return std::nullopt;
    for (const TraceFile& trace : stored.traces) {
        Rerun again = rerun(program, trace);
        if (!again.same_program || !again.difference.empty() || !checker::replay::confirm(program, again.counterexample).empty()) return std::nullopt;
        verdict.counterexamples.push_back(std::move(again.counterexample));
    }
    return verdict;
}

}  // namespace mmapck::reports
