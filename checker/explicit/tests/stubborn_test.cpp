// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/search.h"
#include "checker/vacuity.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::Program;
using program::tests::random_program;

constexpr std::uint64_t max_states = 20'000;

Limits all_kinds() {
    Limits limits;
    limits.max_violations = 1000;
    limits.max_states = max_states;
    return limits;
}

/// What a search must find, whatever moves it leaves out.
struct Found {
    bool complete = false;
    std::map<std::string, std::uint32_t> fewest_faults;  // by kind of violation
    std::vector<bool> steps_taken;
    std::vector<bool> tested;
    std::vector<Vacuity> vacuities;
    bool deadlocks = false;
    std::uint64_t states = 0;
};

Found search(const Program& program, bool stubborn_sets) {
    Options options;
    options.stubborn_sets = stubborn_sets;
    const Model model(program, options);
    const Limits limits = all_kinds();
    const Env env;
    Search search(model, limits, env, options);
    search.run();
    Found found;
    found.complete = search.complete();
    for (const Finding& finding : search.findings()) {
        found.fewest_faults[finding.violation.kind] = finding.origin.faults;
        const Trace trace = search.trace(finding.origin);
        RC_ASSERT(trace.faults == finding.origin.faults);
    }
    const Statistics statistics = search.statistics();
    found.steps_taken = statistics.steps_taken;
    found.tested = statistics.invariants_tested;
    found.vacuities = vacuities(program, statistics);
    found.deadlocks = statistics.deadlocks != 0;
    found.states = statistics.states;
    return found;
}

void compare(const Program& program) {
    const Found whole = search(program, false);
    RC_PRE(whole.complete);
    const Found reduced = search(program, true);
    RC_ASSERT(reduced.complete);
    RC_ASSERT((reduced.fewest_faults == whole.fewest_faults));
    RC_ASSERT((reduced.steps_taken == whole.steps_taken));
    RC_ASSERT(reduced.deadlocks == whole.deadlocks);
    RC_ASSERT((reduced.tested == whole.tested));
    RC_ASSERT((reduced.vacuities == whole.vacuities));
    RC_ASSERT(reduced.states <= whole.states);
    if (reduced.states < whole.states) RC_TAG("fewer states");
}

TEST_CASE("random programs: stubborn sets leave out no violation, deadlock, step or subject") {
    CHECK(rc::check("as written", [] { compare(*random_program()); }));
    CHECK(rc::check("optimized", [] { compare(program::optimize(*random_program())); }));
}

TEST_CASE("random programs: with stubborn sets, a verdict and its shortest traces are the same") {
    CHECK(rc::check("verdict", [] {
        const Program program = program::optimize(*random_program());
        Limits limits = all_kinds();
        limits.max_violations = *rc::gen::inRange<std::uint32_t>(1, 4);
        Options options;
        const Verdict whole = check(program, limits, {}, options);
        RC_PRE(whole.status != Status::inconclusive);
        options.stubborn_sets = true;
        const Verdict reduced = check(program, limits, {}, options);
        RC_ASSERT(reduced.status == whole.status);
        RC_ASSERT((reduced.counterexamples == whole.counterexamples));
        RC_ASSERT((reduced.vacuities == whole.vacuities));
        RC_ASSERT((reduced.statistics.steps_taken == whole.statistics.steps_taken));
    }));
}

TEST_CASE("random programs: moves read and write no more than their footprints say") {
    CHECK(rc::check("check_footprints", [] {
        Options options;
        options.check_footprints = true;
        Limits limits = all_kinds();
        limits.max_states = 2000;
        check(*random_program(), limits, {}, options);
    }));
}

TEST_CASE("stubborn sets leave out most moves of the baseline model") {
    Options options;
    options.stubborn_sets = true;
    const Verdict verdict = check(bench::baseline({2, 1, 2, 2, 0, 2}), {}, {}, options);
    const Verdict whole = check(bench::baseline({2, 1, 2, 2, 0, 2}), {}, {});
    CHECK(verdict.status == whole.status);
    CHECK(verdict.statistics.transitions * 2 < whole.statistics.transitions);
    CHECK(verdict.statistics.steps_taken == whole.statistics.steps_taken);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
