// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "conformance/play.h"
#include "conformance/recording.h"

namespace mmapck::conformance {

/// One thing in which the model's run is not the recorded one.
struct Difference {
    std::string cause;    ///< what runs with the same mistake have in common: names of VMAs and numbers are left out
    std::string detail;   ///< of this run: what the kernel did, what the model did
};

/// Everything in which they differ; empty: they agree. In the order: expression of the case, faults, steps, return value, state, hooks, leaks.
std::vector<Difference> compare(const Case& recorded_case, const Run& recorded, const Model& model, const Played& played);

}  // namespace mmapck::conformance
