// SPDX-License-Identifier: Apache-2.0
#include "reports/html_tested.h"

#include <nlohmann/json.hpp>

#include "reports/uncalled_faults.h"

namespace mmapck::reports {

using nlohmann::ordered_json;

namespace {

ordered_json names_json(const std::map<std::string, Tested>& names) {
    ordered_json json = ordered_json::array();
    for (const auto& [name, tested] : names) {
        json.push_back({name, verdict(tested), tested.executed, tested.results()});
    }
    return json;
}

ordered_json uncalled_json(const Coverage& coverage) {
    ordered_json json = ordered_json::array();
    for (const UncalledFault& one : uncalled_faults(coverage)) {
        const auto& [site, fault_class, result] = one.key;
        json.push_back({site, fault_class, result, one.function, one.file, one.line, one.why});
    }
    return json;
}

struct FileCounts {
    std::uint64_t lines_reached = 0, lines = 0, branches_reached = 0, branches = 0;
    ordered_json by_line = ordered_json::array();
};

ordered_json files_json(const LineCoverage& coverage) {
    std::map<std::string, FileCounts> files;
    for (const auto& [line, results] : coverage.lines) {
        FileCounts& counts = files[line.first];
        ++counts.lines;
        counts.lines_reached += results > 0 ? 1 : 0;
        counts.by_line.push_back(line.second);
        counts.by_line.push_back(results);
    }
    for (const auto& [branch, results] : coverage.branches) {
        FileCounts& counts = files[std::get<0>(branch)];
        ++counts.branches;
        counts.branches_reached += results > 0 ? 1 : 0;
    }
    ordered_json json = ordered_json::array();
    for (auto& [name, counts] : files) {
        json.push_back({name, counts.lines_reached, counts.lines, counts.branches_reached, counts.branches, std::move(counts.by_line)});
    }
    return json;
}

}  // namespace

ordered_json tested_json(const Coverage& coverage) {
    return {{"uncalled", uncalled_json(coverage)}, {"hooks", names_json(coverage.hooks)}, {"invariants", names_json(coverage.invariants)}, {"files", files_json(coverage.lines.complete())}};
}

}  // namespace mmapck::reports
