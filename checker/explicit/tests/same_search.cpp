// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tests/same_search.h"

#include <rapidcheck.h>

namespace mmapck::checker::explicit_::tests {

void compare(const Verdict& a, const Verdict& b) {
    RC_ASSERT(a.status == b.status);
    RC_ASSERT((a.counterexamples == b.counterexamples));
    RC_ASSERT((a.vacuities == b.vacuities));
    RC_ASSERT(a.reason == b.reason);
    RC_ASSERT(a.statistics.states == b.statistics.states);
    RC_ASSERT(a.statistics.transitions == b.statistics.transitions);
    RC_ASSERT(a.statistics.depth == b.statistics.depth);
    RC_ASSERT(a.statistics.deadlocks == b.statistics.deadlocks);
    RC_ASSERT(a.statistics.peak_frontier == b.statistics.peak_frontier);
    RC_ASSERT((a.statistics.steps_taken == b.statistics.steps_taken));
}

void compare_all(const Verdict& a, const Verdict& b) {
    compare(a, b);
    RC_ASSERT(a.statistics.state_bits == b.statistics.state_bits);
    RC_ASSERT(a.statistics.memory_bytes == b.statistics.memory_bytes);
    RC_ASSERT((a.statistics.invariants_tested == b.statistics.invariants_tested));
}

}  // namespace mmapck::checker::explicit_::tests
