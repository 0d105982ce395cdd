// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/result.h"

namespace mmapck::reports {

/// Something about a result that somebody has to look at. All texts are printable ASCII.
struct Finding {
    Outcome outcome = Outcome::unexpected;
    std::string rule;            ///< kind of the violation, "vacuous", "inconclusive" or "missing-violation"
    std::string message;         ///< one sentence
    std::string file;            ///< where to look: of the model, or the scenario
    std::uint32_t line = 1;
    std::string function;        ///< "region_mmap_prepare()"; may be empty
    /// 16 hexadecimal digits of scenario, variant and rule: the same finding in the next run, wherever lines moved.
    std::string fingerprint;
    const checker::Counterexample* counterexample = nullptr;  ///< of the verdict; null if there is none
};

/// None if the result is as expected; else each unexpected counterexample, or the one reason.
std::vector<Finding> findings(const Checked& checked);

/// "file:line: function: rule: message".
std::string one_line(const Finding& finding);

/// The scenario and its variant, "scenarios/hooks/resctrl.json rfc-2025-09".
std::string result_name(const Context& context);

}  // namespace mmapck::reports
