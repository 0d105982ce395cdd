// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/scenario/reader.h"

namespace mmapck::scenario {

/// A list of statements, {"any_of": [...]}, {"loop": n, "run": [...]} and arrays of these.
std::vector<Run> read_runs(Findings& findings, const json::Value& list);

/// Whether the text can stand as one statement: brackets and quotes are balanced, no comment, no directive, no line end. Reports if not.
bool is_statement(Findings& findings, const Text& text);

}  // namespace mmapck::scenario
