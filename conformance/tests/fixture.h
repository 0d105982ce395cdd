// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/check.h"

namespace mmapck::conformance {

/// A few runs in the recorded form, of three kernel versions.
struct Fixture {
    std::map<std::string, Case> cases;
    std::vector<Run> runs;
    Table table;
    CheckOptions options;
};

Fixture read_fixture();

}  // namespace mmapck::conformance
