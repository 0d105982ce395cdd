// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/lang/diagnostic.h"
#include "reports/result.h"

namespace mmapck::reports {

/// A violation that is known and put up with until a day: one line of a waivers file.
///
///     # scenario                variant      kind                 owner  until       link                reason
///     scenarios/hooks/relay.json rfc-2025-09 lock-held-at-return  mm     2027-01-31  https://lore/...    fixed in v2 of the series
struct Waiver {
    std::string scenario;      ///< its path, from where the command is run
    std::string variant;
    std::string kind;          ///< of the violation
    std::string owner;
    std::string until;         ///< the last day, "2027-01-31"
    std::string link;
    std::string reason;        ///< the rest of the line
    std::uint32_t line = 0;
    bool matched = false;      ///< a result has the violation
    bool checked = false;      ///< it is known whether the result that it is about has the violation
};

struct ReadWaivers {
    std::vector<Waiver> waivers;
    std::vector<lang::Diagnostic> diagnostics;   ///< lines with too few words, no date, or said twice
};

/// Reads a waivers file: words between blanks, '#' begins a comment line. Never throws.
ReadWaivers read_waivers(const std::string& path, const std::string& text);

/// Whether it is a day as in "2027-01-31".
bool is_day(const std::string& text);

/// Makes the waived violations of a result expected, and notes which waivers it meets. An expired waiver waives
/// nothing. Returns those that waived something.
std::vector<const Waiver*> waive(std::vector<Waiver>& waivers, const std::string& today, Checked& checked);

/// What is wrong with the waivers once all results are there, a sentence each with file and line: expired ones, and ones whose
/// violation is gone. Waivers of results that were not checked are left alone.
std::vector<std::string> stale_waivers(const std::string& path, const std::vector<Waiver>& waivers, const std::string& today);

/// The same about waivers whose scenario is no file, seen from the working directory.
std::vector<std::string> waivers_of_nothing(const std::string& path, const std::vector<Waiver>& waivers);

/// The same about waivers of variants that these scenarios do not have.
std::vector<std::string> waivers_of_no_variant(const std::string& path, const std::vector<Waiver>& waivers, const std::vector<scenario::Scenario>& scenarios);

}  // namespace mmapck::reports
