// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "reports/result.h"

namespace mmapck::reports {

/// One scenario variant on one line of at most 80 printable ASCII characters, and one more for each thing that was never tested or
/// for what ended the search:
///
///     ok            resctrl.json rfc-2025-09: violates lock-held-at-return
///     UNEXPECTED    dax.json v7.1: violates use-after-free, expected to hold
///     VACUOUS       seal.json v7.3: holds
///                   fault vm_area_dup: no run reached it
///
/// Lines end in '\n'.
std::string summary(const Checked& checked);

/// Something more about a result, under its line.
std::string indented(const std::string& remark);

/// "12 checked: 10 as expected, 1 unexpected, 1 vacuous, 0 inconclusive\n".
std::string summary(const Totals& totals);

}  // namespace mmapck::reports
