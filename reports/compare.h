// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// What is different between two JSON reports (json.h), say of a branch and of what it is to be merged into.
namespace mmapck::reports {

struct Comparison {
    std::string error;                     ///< not empty: a report cannot be read, one sentence; nothing else is set
    // Findings: what is not as expected. "scenarios/a.json v7.1: region.c:16: region_mmap_prepare(): lock-held-at-return: ..."
    std::vector<std::string> introduced;   ///< only in the new report
    std::vector<std::string> fixed;        ///< only in the old report, and the result is in the new one
    std::vector<std::string> preexisting;  ///< in both
    // Results that are in both reports.
    std::vector<std::string> other_trace;  ///< a violation, expected or not, that other faults or another run lead to
    std::vector<std::string> other_states; ///< searches to the end that store another number of states: "...: 120 -> 124"
    // Results that are in one report.
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

/// Compares two reports by scenario, variant and kind of finding; lines in model and drivers may have moved. All texts are printable ASCII, in the
/// order of the new report, then of the old one. O(size of the reports); the steps of traces are not kept.
Comparison compare(const std::string& old_report, const std::string& new_report);

/// The comparison in Markdown, also fit for terminals: a heading for each list that is not empty.
std::string to_markdown(const Comparison& comparison);

}  // namespace mmapck::reports
