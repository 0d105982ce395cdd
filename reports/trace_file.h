// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/verdict.h"
#include "model/lang/compile.h"
#include "model/lang/diagnostic.h"
#include "model/program/passes.h"
#include "model/program/program.h"

/// Recorded traces: files *.trace.json that `mmapck replay` runs again, on the same program or on a newer one.
/// reports/schema/trace.schema.json describes the format.
namespace mmapck::reports {

inline constexpr std::int64_t trace_version = 1;

/// What the program of a trace was made from.
struct TraceOrigin {
    std::string scenario;            ///< path of the scenario
    std::string variant;             ///< as scenario::Variant::name()
    lang::FaultSelection faults;
    program::Passes passes;
    bool optimized = true;           ///< whether the passes ran at all
};

/// A step by what people see of it: ids change with every edit of a model, source texts seldom.
struct TraceStep {
    std::string task;
    bool begins_move = false;
    std::uint32_t way = 0;           ///< position among the steps that leave the location
    std::optional<std::int64_t> choice;
    std::string text;                ///< Step::text, printable
    std::string where;               ///< "drivers/resctrl.c:41"; may be empty
    friend bool operator==(const TraceStep&, const TraceStep&) = default;
};

struct TraceFile {
    TraceOrigin origin;
    std::string fingerprint;         ///< of the program, 16 hexadecimal digits
    std::string kind;                ///< of the violation
    std::string words;
    std::string invariant;           ///< its name, if it is one; else empty
    std::string task;                ///< who did it; may be empty
    bool within_step = false;
    std::vector<std::string> cycle;
    std::vector<TraceStep> steps;
};

/// The same for the same program, another one for (almost) any other. O(size of the program).
std::string fingerprint(const program::Program& program);

/// The record of a counterexample.
TraceFile record(const program::Program& program, const checker::Counterexample& counterexample,
                 const TraceOrigin& origin);

/// The bytes of a trace file: JSON, one step a line.
std::string to_json(const TraceFile& trace);

struct ReadTrace {
    std::optional<TraceFile> trace;             ///< empty when there are errors
    std::vector<lang::Diagnostic> diagnostics;  ///< in the order of the file
};

/// Reads a trace file strictly: keys that are unknown, missing or of another type, and other versions, are errors with
/// their place. Never throws.
ReadTrace read_trace(const std::string& path, const std::string& text);

/// A recorded trace on a program.
struct Rerun {
    checker::Counterexample counterexample;  ///< as far as it could be followed
    std::string difference;                  ///< empty: it ends in the recorded violation; else the first difference, one sentence
    bool same_program = false;               ///< the fingerprints are equal
};

/// Follows a recorded trace step by step. Steps are found by their text among those that the task can take; positions in
/// files may have moved.
Rerun rerun(const program::Program& program, const TraceFile& trace);

}  // namespace mmapck::reports
