// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "checker/verdict.h"
#include "model/program/program.h"

namespace mmapck::reports {

/// Which steps of a trace can have led to its violation: the last one, what the violated invariant reads, or all that the tasks of a deadlock did, and from there
/// backwards every earlier step of the same task and every step that gave a cell the value that one of them reads (Lamport's happened-before). For
/// each task they are the first so many of its steps. The counterexample must be confirmed. O(steps x (expressions + cells read)).
std::vector<bool> causal_past(const program::Program& program, const checker::Counterexample& counterexample);

}  // namespace mmapck::reports
