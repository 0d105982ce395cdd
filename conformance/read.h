// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/recording.h"

namespace mmapck::conformance {

/// What was read, or why not: "cases.json: /3/request/start: expected a number, found a string". One message: the first.
template <typename T> struct Read {
    T value;
    std::string error;   ///< empty: none
};

/// The cases of one file, by name. Never throws.
Read<std::map<std::string, Case>> read_cases(const std::string& path);

/// The runs of one file, in its order. Fields that no comparison uses are not looked at. Never throws.
Read<std::vector<Run>> read_runs(const std::string& path);

/// The same for a text; `path` is for messages.
Read<std::map<std::string, Case>> parse_cases(const std::string& path, const std::string& text);
Read<std::vector<Run>> parse_runs(const std::string& path, const std::string& text);

}  // namespace mmapck::conformance
