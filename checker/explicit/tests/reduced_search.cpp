// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tests/reduced_search.h"

#include <rapidcheck.h>

#include "checker/explicit/search.h"
#include "checker/vacuity.h"

namespace mmapck::checker::explicit_::tests {

Limits all_kinds() {
    Limits limits;
    limits.max_violations = 1000;
    limits.max_states = 20'000;
    return limits;
}

Found search(const program::Program& program, const Options& options) {
    const Model model(program, options);
    const Limits limits = all_kinds();
    const Env env;
    Search search(model, limits, env, options);
    search.run();
    Found found;
    found.complete = search.complete();
    for (const Finding& finding : search.findings()) {
        found.fewest_faults[finding.violation.kind] = finding.origin.faults;
        if (!options.symmetry) RC_ASSERT(search.trace(finding.origin).faults == finding.origin.faults);
    }
    const Statistics statistics = search.statistics();
    found.steps_taken = statistics.steps_taken;
    found.tested = statistics.invariants_tested;
    found.vacuities = vacuities(program, statistics);
    found.deadlocks = statistics.deadlocks != 0;
    found.states = statistics.states;
    return found;
}

void compare_reduced(const program::Program& program, const Options& reductions) {
    const Found whole = search(program, {});
    RC_PRE(whole.complete);
    const Found reduced = search(program, reductions);
    RC_ASSERT(reduced.complete);
    RC_ASSERT((reduced.fewest_faults == whole.fewest_faults));
    RC_ASSERT((reduced.steps_taken == whole.steps_taken));
    RC_ASSERT((reduced.tested == whole.tested));
    RC_ASSERT((reduced.vacuities == whole.vacuities));
    RC_ASSERT(reduced.deadlocks == whole.deadlocks);
    RC_ASSERT(reduced.states <= whole.states);
    if (reduced.states < whole.states) RC_TAG("fewer states");
}

}  // namespace mmapck::checker::explicit_::tests
