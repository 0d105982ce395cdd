// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/coverage.h"

namespace mmapck::reports {

/// A fault point of the model of the kernel or of a driver that is in none of the programs of a run.
struct UncalledFault {
    Coverage::FaultKey key;
    std::string function;      ///< that has it
    std::string file;          ///< of the model: below its folder; of a driver: as reports show it
    std::uint32_t line = 0;
    std::string why;           ///< "nothing here calls fork_process()": which kernel, seal design, system call or hook it would need
};

/// In the order of their keys, then of files and lines. Those with a key that some program has are left out. Reads the model's text; that of drivers is in
/// the coverage.
std::vector<UncalledFault> uncalled_faults(const Coverage& coverage);

}  // namespace mmapck::reports
