// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/budgets.h"
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

TEST_CASE("stubborn sets: what may still fail is a budget, and steps that take from it commute") {
    for (const Native native : {Native::never, Native::at_once}) {
        Options options = stubborn_sets();
        options.pass_chains = native == Native::at_once;
        options.native = native;
        options.threads = native == Native::never ? 1 : 2;
        options.threads_from = 1000;
        for (const std::uint32_t failures : {1, 2}) {
            const program::Program program = bench::baseline({2, 1, 2, 2, failures, 1});
            const Model model(program, {});
            const Budgets budgets(model);
            for (std::uint32_t cell = 0; cell < model.cells.size(); ++cell)
                CHECK(budgets.is_budget(cell) == (program.variables[model.cells.all[cell].variable].name == "failures"));
            const Verdict verdict = check(program, {}, {}, options);
            const Verdict whole = check(program, {}, {});
            CHECK(verdict.status == whole.status);
            std::vector<bool> steps_taken = whole.statistics.steps_taken;
            budgets.complete(steps_taken);
            CHECK(verdict.statistics.steps_taken == steps_taken);
            CHECK(verdict.statistics.invariants_tested == whole.statistics.invariants_tested);
            CHECK((verdict.statistics.deadlocks != 0) == (whole.statistics.deadlocks != 0));
            if (!options.pass_chains) CHECK(verdict.statistics.transitions * 10 < whole.statistics.transitions * 4);  // 5 if each of these steps conflicts
        }
    }
}

/// The program, in which two cells must never have two values together.
Program with_invariant(Program program, const Cells& cells, std::uint32_t one, std::int64_t one_value, std::uint32_t other, std::int64_t other_value) {
    const auto is = [&](std::uint32_t number, std::int64_t value) {
        const Cell& cell = cells.all[number];
        const program::ExprId index = program.expressions.constant(cell.index), wanted = program.expressions.constant(value);
        return program.expressions.binary(program::Op::equal, program.expressions.element(cell.variable, index), wanted);
    };
    program::Invariant invariant;
    invariant.name = "never together";
    const program::ExprId a = is(one, one_value), b = is(other, other_value);
    invariant.condition = program.expressions.unary(program::Op::logic_not, program.expressions.binary(program::Op::logic_and, a, b));
    program.invariants.push_back(invariant);
    return program;
}

TEST_CASE("stubborn sets: any two values that cells of the baseline model have together are still found together") {
    const Program program = bench::baseline({2, 1, 2, 2, 1, 1});
    const Model model(program, {});
    std::vector<std::uint32_t> shared;
    for (std::uint32_t cell = 0; cell < model.cells.size(); ++cell)
        if (model.cells.all[cell].owner == program::shared && !model.cells.all[cell].values.single()) shared.push_back(cell);
    std::size_t violated = 0;
    std::uint32_t random = 1;
    const auto below = [&](std::int64_t bound) {
        random = random * 1664525 + 1013904223;
        return static_cast<std::int64_t>(random >> 8) % bound;
    };
    for (int round = 0; round < 40; ++round) {
        const std::uint32_t one = shared[static_cast<std::size_t>(below(static_cast<std::int64_t>(shared.size())))];
        const std::uint32_t other = shared[static_cast<std::size_t>(below(static_cast<std::int64_t>(shared.size())))];
        const auto value = [&](const program::Interval& values) { return values.low + below(values.high - values.low + 1); };
        const Program asked = with_invariant(program, model.cells, one, value(model.cells.all[one].values), other, value(model.cells.all[other].values));
        const tests::Found whole = tests::search(asked, {});
        const tests::Found reduced = tests::search(asked, stubborn_sets());
        CHECK(whole.complete);
        CHECK((reduced.fewest_faults == whole.fewest_faults));
        violated += whole.fewest_faults.size();
    }
    CHECK(violated > 5);
    CHECK(violated < 40);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
