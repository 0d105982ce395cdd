// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "conformance/recording.h"

namespace mmapck::conformance {

/// Enters what the "hook." steps of a call say: by VMA, and calls that are not about one.
void count_hook_calls(const std::vector<std::string>& steps, EndState& into);

/// The hooks that made the VMAs which a case begins with.
std::map<std::string, HookCalls> hook_calls_before(const Case& recorded_case);

}  // namespace mmapck::conformance
