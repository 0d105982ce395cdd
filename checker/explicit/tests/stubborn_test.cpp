// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/tests/reduced_search.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::Program;
using program::tests::random_program;
using tests::all_kinds;
using tests::compare_reduced;

Options stubborn_sets() {
    Options options;
    options.stubborn_sets = true;
    return options;
}

TEST_CASE("random programs: stubborn sets leave out no violation, deadlock, step or subject") {
    for (const bool pass_chains : {false, true}) {
        Options options = stubborn_sets();
        options.pass_chains = pass_chains;
        CHECK(rc::check("as written", [&] { compare_reduced(*random_program(), options); }));
        CHECK(rc::check("optimized", [&] { compare_reduced(program::optimize(*random_program()), options); }));
    }
}

TEST_CASE("random programs: with stubborn sets, nothing depends on threads or native code") {
    CHECK(rc::check("threads and native code", [] {
        const Program program = program::optimize(*random_program());
        Limits limits = all_kinds();
        limits.lock_order = *rc::gen::arbitrary<bool>();
        limits.max_states = *rc::gen::element<std::uint64_t>(100, 3000);
        Options options = stubborn_sets();
        options.collapse = *rc::gen::arbitrary<bool>();
        options.native = Native::never;
        const Verdict alone = check(program, limits, {}, options);
        options.threads = *rc::gen::element<std::uint32_t>(1, 2, 3);
        options.threads_from = 0;
        options.native = Native::at_once;
        tests::compare_all(alone, check(program, limits, {}, options));
    }));
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

TEST_CASE("stubborn sets: where one move is left, the state is passed through") {
    const program::Program program = bench::baseline({2, 1, 2, 2, 1, 1});
    Options options = stubborn_sets();
    options.pass_chains = false;
    const Verdict stored = check(program, {}, {}, options);
    options.pass_chains = true;
    const Verdict passed = check(program, {}, {}, options);
    CHECK(passed.status == stored.status);
    CHECK(passed.statistics.states * 3 < stored.statistics.states);
    CHECK(passed.statistics.steps_taken == stored.statistics.steps_taken);
    CHECK(passed.statistics.invariants_tested == stored.statistics.invariants_tested);
    CHECK((passed.statistics.deadlocks != 0) == (stored.statistics.deadlocks != 0));
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
    Options options = stubborn_sets();
    options.pass_chains = false;
    const Verdict verdict = check(bench::baseline({2, 1, 2, 2, 0, 2}), {}, {}, options);
    const Verdict whole = check(bench::baseline({2, 1, 2, 2, 0, 2}), {}, {});
    CHECK(verdict.status == whole.status);
    CHECK(verdict.statistics.transitions * 2 < whole.statistics.transitions);
    CHECK(verdict.statistics.steps_taken == whole.statistics.steps_taken);
}

TEST_CASE("the baseline model: moves read and write no more than their footprints say") {
    Options options;
    options.check_footprints = true;
    for (const bench::BaselineSize& size : {bench::BaselineSize{2, 2, 2, 2, 1, 1}, bench::BaselineSize{2, 1, 2, 3, 0, 1}})
        CHECK(check(bench::baseline(size), {}, {}, options).status != Status::violated);
}

TEST_CASE("stubborn sets: an address space of its own, with locks and checked indices, is a task's own business") {
    Options options;
    options.stubborn_sets = true;
    const program::Program program = bench::baseline({2, 2, 2, 2, 0, 1});
    const Verdict verdict = check(program, {}, {}, options);
    const Verdict whole = check(program, {}, {});
    CHECK(verdict.statistics.steps_taken == whole.statistics.steps_taken);
    CHECK(verdict.statistics.states * 2 < whole.statistics.states);
}

TEST_CASE("stubborn sets: what might fail commutes once nothing can fail any more") {
    const auto moves_left_out = [](std::uint32_t failures, Native native) {
        Options options = stubborn_sets();
        options.pass_chains = false;
        options.native = native;
        options.threads = native == Native::never ? 1 : 2;
        options.threads_from = 1000;
        const program::Program program = bench::baseline({2, 1, 2, 2, failures, 1});
        const Verdict verdict = check(program, {}, {}, options);
        const Verdict whole = check(program, {}, {});
        CHECK(verdict.status == whole.status);
        CHECK(verdict.statistics.steps_taken == whole.statistics.steps_taken);
        return static_cast<double>(whole.statistics.transitions - verdict.statistics.transitions) / static_cast<double>(whole.statistics.transitions);
    };
    const double interpreted = moves_left_out(1, Native::never);
    CHECK(interpreted > 0.53);  // 0.52 if that is not known
    CHECK(moves_left_out(1, Native::at_once) == interpreted);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
