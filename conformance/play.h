// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "conformance/model.h"

namespace mmapck::conformance {

/// A run of the model under the faults of a recorded run.
struct Played {
    Outcome outcome;
    std::vector<Operation> failed;   ///< the operations that were made to fail, in order
    std::string violation;           ///< of the model; the run ended there, and `outcome.end` is empty
    std::string violation_step;      ///< the recorded step that such a violation is; empty: none
    std::set<std::string> violated;  ///< invariants that did not hold after the call or at the end, and kinds of violations and warnings
};

/// Sets the case up, calls mmap_region() with the operations of these indices failing (from 1, among those reached, ascending), and unmaps
/// everything. O(steps x (cells + expressions)).
Played play(const Model& model, const Table& table, const std::vector<std::int64_t>& failing);

}  // namespace mmapck::conformance
