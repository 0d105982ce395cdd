// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/deadlock.h"

#include <algorithm>

namespace mmapck::checker::symbolic {

ExprId deadlock(TransitionSystem& system, const program::Program& program, const std::vector<LocationId>& places, std::vector<ExprId> values) {
    Terms& terms = system.terms;
    const auto waits = [&](LocationId at) { return !program.locations[at].final && !program.locations[at].may_wait; };
    if (std::none_of(places.begin(), places.end(), waits)) return terms.truth(false);
    if (system.fault_limit) values[*system.fault_limit] = terms.constant(system.cells[*system.fault_limit].initial);
    Substitution here(terms, std::move(values));
    ExprId moves = terms.truth(false);
    for (const LocationId at : places) {
        const auto block = std::lower_bound(system.blocks.begin(), system.blocks.end(), at, [](const Block& some, LocationId from) { return some.from < from; });
        if (block == system.blocks.end() || block->from != at || terms.is_true(moves)) continue;
        ExprId possible = here(block->ends);
        for (const Failure& failure : block->failures) possible = terms.either(possible, here(failure.condition));
        moves = terms.either(moves, for_some_inputs(system, possible, block->inputs));
    }
    return terms.negation(moves);
}

}  // namespace mmapck::checker::symbolic
