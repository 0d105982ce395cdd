// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/compare.h"
#include "conformance/read.h"
#include "conformance/table.h"

namespace mmapck::conformance {

struct CheckOptions {
    std::string model_directory;                   ///< with mm/, include/ and conformance/
    std::map<std::string, std::string> kernels;    ///< version or its beginning -> generation; goes before the table's
    std::size_t threads = 1;
};

/// What came of one recorded run.
struct Checked {
    std::vector<Difference> differences;           ///< empty: the model agrees
    Played played;
};

/// Holds every run against the model, one result for each in their order, whatever the number of threads. Runs with the same case, generation
/// and VMAs at the start share one program.
std::vector<Checked> check_runs(const std::map<std::string, Case>& cases, const std::vector<Run>& runs, const Table& table, const CheckOptions& options);

}  // namespace mmapck::conformance
