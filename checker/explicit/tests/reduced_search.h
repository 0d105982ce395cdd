// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "checker/explicit/options.h"
#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker::explicit_::tests {

/// Of 20,000 states at most; all kinds of violations.
Limits all_kinds();

/// What a search must find, whatever moves and states it leaves out.
struct Found {
    bool complete = false;
    std::map<std::string, std::uint32_t> fewest_faults;  ///< by kind of violation
    std::vector<bool> steps_taken, tested;
    std::vector<Vacuity> vacuities;
    bool deadlocks = false;
    std::uint64_t states = 0;
};

/// One search, which is not repeated without reductions. Fails where a trace has another number of faults than its finding; of
/// exchanged tasks there are no traces.
Found search(const program::Program& program, const Options& options);

/// Fails where the reduced search left something out, and discards the case where the whole one is not complete.
void compare_reduced(const program::Program& program, const Options& reductions);

}  // namespace mmapck::checker::explicit_::tests
