// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/scenario/reader.h"

namespace mmapck::scenario {

/// "holds", {"violates": ...}, or one of these for each variant, for each kernel or for "*".
std::vector<ExpectationFor> read_expectations(Findings& findings, const json::Value& value, const std::vector<Variant>& variants);

}  // namespace mmapck::scenario
