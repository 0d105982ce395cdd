// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/fault_sets.h"
#include "checker/verdict.h"
#include "model/program/program.h"
#include "model/scenario/scenario.h"
#include "reports/context.h"

namespace mmapck::reports {

/// What a verdict means for whoever wrote the scenario.
enum class Outcome : std::uint8_t {
    expected,
    unexpected,    ///< another verdict than the scenario expects
    vacuous,       ///< holds as expected, but something that the scenario speaks of was never tested
    inconclusive,  ///< a budget ended the search
};
const char* name(Outcome outcome);

/// One scenario variant that was checked. Plain data; `program` must outlive it.
struct Checked {
    Context context;
    scenario::Expectation expectation;
    const program::Program* program = nullptr;
    checker::Verdict verdict;
    std::optional<checker::FaultSets> fault_sets{};   ///< all that lead to a violation, where that was asked for
};

/// A violation is as expected if each kind that was found is one of those that the scenario names.
Outcome judge(const checker::Verdict& verdict, const scenario::Expectation& expectation);

/// How many variants ended how.
struct Totals {
    std::uint64_t checked = 0, expected = 0, unexpected = 0, vacuous = 0, inconclusive = 0;
    void count(Outcome outcome);
    friend bool operator==(const Totals&, const Totals&) = default;
};

}  // namespace mmapck::reports
