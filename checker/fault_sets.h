// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::checker {

/// A fault point as it stands in the source: all its inlined copies are one.
struct FaultPoint {
    std::string site;
    program::FaultClass fault_class = program::FaultClass::driver;
    std::int64_t error = 0;       ///< -errno, or 0 where the fault is another result
    program::Position where;
    friend bool operator==(const FaultPoint&, const FaultPoint&) = default;
};
bool operator<(const FaultPoint& a, const FaultPoint& b);
FaultPoint point_of(const program::Fault& fault);

/// The fault points at which a trace fails, each once, ascending.
std::vector<FaultPoint> faults_of(const program::Program& program, const Trace& trace);

/// The program in which faults that `gone` accepts never happen. Steps keep their numbers, so a trace of it is one of `program`, too.
program::Program without_faults(program::Program program, const std::function<bool(const program::Fault&)>& gone);

/// Faults that lead to a violation, of which none can be left out.
struct FaultSet {
    std::vector<FaultPoint> faults;    ///< ascending; empty: no fault is needed
    Counterexample counterexample;     ///< the shortest with these faults
};

struct FaultSets {
    std::vector<FaultSet> sets;        ///< in the order in which they were found: the first has the fewest faults of all
    bool complete = true;              ///< false: a budget ended the enumeration
};

/// Every minimal set of faults that leads to a violation of whatever kind, by Reiter's hitting-set tree (A theory of diagnosis from first
/// principles, 1987): search again without one fault of each set that is known, until nothing is violated. `first` is the verdict's first
/// counterexample; `search` must find the fewest faults. At most `most_searches` searches.
FaultSets minimal_fault_sets(const program::Program& program, const Counterexample& first, const std::function<Verdict(const program::Program&)>& search,
                             std::size_t most_searches = 200);

}  // namespace mmapck::checker
