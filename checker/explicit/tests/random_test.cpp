// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/reference.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::Program;
using program::tests::random_program;
using tests::Reference;

constexpr std::uint32_t all_kinds = 1000;

Limits limits(std::uint32_t max_violations) {
    Limits limits;
    limits.max_violations = max_violations;
    limits.lock_order = false;
    return limits;
}

/// Everything that the two must have in common when the engine looks for all kinds of violations.
void compare(const Verdict& verdict, const Reference& reference) {
    std::map<std::string, Reference::Cost> shortest;
    for (const Counterexample& one : verdict.counterexamples)
        shortest[one.violation.kind] = {one.trace.faults, one.trace.moves};
    RC_ASSERT(shortest.size() == verdict.counterexamples.size());
    RC_ASSERT((shortest == reference.shortest));
    RC_ASSERT(verdict.statistics.states == reference.states);
    RC_ASSERT(verdict.statistics.transitions == reference.transitions);
    RC_ASSERT(verdict.statistics.deadlocks == reference.deadlocks);
    RC_ASSERT(verdict.statistics.depth == reference.depth);
    RC_ASSERT((verdict.status == Status::violated) == !reference.shortest.empty());
    RC_ASSERT(verdict.status != Status::inconclusive);
}

TEST_CASE("random programs: states, moves and shortest violations are those of the plain interpreter") {
    CHECK(rc::check("engine == interpreter, every cell stored", [] {
        const Program program = *random_program();
        const Reference reference = tests::explore(program, false);
        RC_PRE(reference.complete);
        Options options;
        options.share_bits = false;
        compare(check(program, limits(all_kinds), {}, options), reference);
    }));
    CHECK(rc::check("engine == interpreter, live cells stored", [] {
        const Program program = *random_program();
        const Reference reference = tests::explore(program, true);
        RC_PRE(reference.complete);
        compare(check(program, limits(all_kinds), {}), reference);
    }));
}

}  // namespace
}  // namespace mmapck::checker::explicit_
