// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checker/fault_sets.h"
#include "checker/verdict.h"
#include "model/lang/source.h"
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

/// One class of values of a scenario's inputs, which need to be run only once.
struct ClassOfInputs {
    std::vector<std::uint64_t> representative;   ///< a number for each input
    struct Test {
        std::string condition;                   ///< "len == 0"
        bool holds = false;
        std::string where;                       ///< "mm/syscalls.c:30"
    };
    std::vector<Test> tests;                     ///< what the class has in common
    std::vector<std::string> returned;           ///< "sys_mmap() = -EINVAL": by the first run without faults
    std::string violation;                       ///< the kind that this run came to; may be empty
};

/// What a run was given of a scenario's inputs.
struct Inputs {
    std::vector<std::string> names;
    std::vector<ClassOfInputs> classes;
};

/// One scenario variant that was checked. Plain data; `program` must outlive it.
struct Checked {
    Context context;
    scenario::Expectation expectation;
    const program::Program* program = nullptr;
    checker::Verdict verdict;
    std::optional<Inputs> inputs{};                   ///< where the scenario leaves some open
    std::optional<checker::FaultSets> fault_sets{};   ///< all that lead to a violation, where that was asked for
    std::optional<lang::Source> source{};             ///< of which the program was made, where a report tells of it (Format::tells_of_source)
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
