// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/symbolic/smt_writer.h"

namespace mmapck::checker::symbolic {

/// The questions of k-induction (Sheeran, Singh and Stålmarck 2000) as SMT-LIB 2: whether a violation can be met within the first k moves, and whether k moves without one can
/// come to one from any state. If the answer to each is `unsat`, no violation can be reached. The system's terms grow with k. Throws Unsupported.
std::string k_induction_questions(TransitionSystem& system, Numbers numbers, std::uint32_t k);

}  // namespace mmapck::checker::symbolic
