// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "reports/line_coverage.h"
#include "reports/result.h"

namespace mmapck::reports {

/// What the results of a run say about one thing that could be tested. The numbers count results in whose program it is.
struct Tested {
    std::uint64_t executed = 0;      ///< some run tested it
    std::uint64_t unreachable = 0;   ///< every reachable state was explored, and no run tests it
    std::uint64_t cut_short = 0;     ///< a violation or a budget ended the search before any run tested it
    std::uint64_t not_asked = 0;     ///< the scenario does not let it happen

    std::uint64_t results() const { return executed + unreachable + cut_short + not_asked; }
};

/// "executed", "unreachable", "missed: ...": what the results say together.
std::string verdict(const Tested& tested);

/// What a run tested of the model. Everything is in the order of its name.
struct Coverage {
    using FaultKey = std::tuple<std::string, std::string, std::string>;   ///< site, class, "-ENOMEM" or "other result"
    std::map<FaultKey, Tested> faults;
    std::map<std::string, Tested> hooks;         ///< functions that are called through an ops table
    std::map<std::string, Tested> invariants;    ///< evaluated, and what they speak of was there
    LineCoverage lines;
    std::uint64_t results = 0;
    std::set<std::string> kernels, seals;        ///< of the results; "none" is a seal design
    std::set<std::string> functions;             ///< that their programs call
    std::string model_directory;                 ///< empty: not known

    /// O(size of the program).
    void add(const Checked& checked);
};

}  // namespace mmapck::reports
