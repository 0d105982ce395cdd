// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "conformance/check.h"

namespace mmapck::conformance {

struct ReportOptions {
    std::size_t most_causes = 10;   ///< causes shown
    bool all_differences = false;   ///< of the runs shown, not only the first
};

/// "N of M runs agree", and the runs that do not, grouped by the cause of their first difference: most frequent first, then in order of the runs.
std::string to_text(const std::vector<Run>& runs, const std::vector<Checked>& checked, const ReportOptions& options);

std::size_t count_agreeing(const std::vector<Checked>& checked);

/// What the model makes of the anomalies that were recorded: for each kind of them, how many runs have it and which invariants they violate; then the
/// same for runs without any.
std::string defects_to_text(const std::vector<Run>& runs, const std::vector<Checked>& checked);

/// Runs with an anomaly in which the model violates nothing.
std::size_t count_unnoticed(const std::vector<Run>& runs, const std::vector<Checked>& checked);

/// One run of both: steps side by side, results, all differences.
std::string to_text(const Run& run, const Checked& checked);

}  // namespace mmapck::conformance
