// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/verdict.h"

namespace mmapck::checker::explicit_::tests {

/// Fails where two verdicts differ in anything that is told of the search.
void compare(const Verdict& a, const Verdict& b);

/// The same, with the size of states and the memory they took.
void compare_all(const Verdict& a, const Verdict& b);

}  // namespace mmapck::checker::explicit_::tests
