// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/replay/ledger.h"

namespace mmapck::reports {

/// The entries of a ledger that a violation is about, the latest first: for an invariant, those of the kinds of objects
/// that it reads; for a lock held at return, a deadlock or a cycle, locks. Objects that were freed are left out.
std::vector<checker::replay::Entry> relevant_entries(const program::Program& program,
                                                     const checker::Violation& violation,
                                                     const checker::replay::Run& run);

/// Whether the violation is a check of how many locks the task holds, as after a hook.
bool counts_locks(const program::Program& program, const checker::Violation& violation, const checker::replay::Run& run);

}  // namespace mmapck::reports
