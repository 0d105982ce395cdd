// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/verdict.h"
#include "reports/trace_file.h"

namespace mmapck::reports {

/// A verdict as a cache keeps it: its counterexamples are traces, to be run again before anybody believes them.
struct StoredVerdict {
    checker::Verdict verdict;        ///< without counterexamples
    std::vector<TraceFile> traces;   ///< one for each
};

/// One JSON object.
std::string to_json(const StoredVerdict& stored);

/// Nothing where the text is not what to_json() writes. Never throws.
std::optional<StoredVerdict> read_stored_verdict(const std::string& text);

/// The verdict with the stored traces run again on the program. Nothing where one of them does not end in its violation any more, or the
/// statistics are not of this program.
std::optional<checker::Verdict> believe(const StoredVerdict& stored, const program::Program& program);

}  // namespace mmapck::reports
