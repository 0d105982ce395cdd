// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "checker/bench/baseline.h"
#include "checker/explicit/census.h"
#include "checker/explicit/check.h"
#include "checker/explicit/estimate.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace mmapck::checker::explicit_ {
namespace {

const bench::BaselineSize small{2, 1, 2, 3, 1, 1};   // 16,160 states

std::uint64_t sum(const std::vector<std::uint64_t>& numbers) { return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}); }

program::Program compiled(const std::string& text, std::uint32_t faults = 0) {
    lang::Unit unit;
    unit.path = "census.c";
    unit.text = "#include <mmapck/primitives.h>\n" + text;
    unit.include_dirs = {MMAPCK_SOURCE_DIR "/model/kernel/include"};
    unit.faults.at_most = faults;
    lang::Compiled result = lang::compile(unit);
    REQUIRE(result.program.has_value());
    return program::optimize(std::move(*result.program));
}

TEST_CASE("a census counts the states and moves of the search") {
    const program::Program program = bench::baseline(small);
    const Statistics search = check(program, {}, {}).statistics;
    const Census census = take_census(program, {}, {});
    CHECK(census.complete);
    CHECK(census.states == search.states);
    CHECK(census.moves == search.transitions);
    CHECK(census.levels.size() == search.depth + 1);
    CHECK(sum(census.levels) == census.states);
    CHECK(sum(census.by_faults) == census.states);
    std::uint64_t found = 0, moves = 0;
    for (const Census::Step& step : census.steps) {
        found += step.found;
        moves += step.moves;
    }
    CHECK(found == census.states);
    CHECK(moves == census.moves);
}

TEST_CASE("two counters side by side: values, and what is left without each") {
    const Census census = take_census(compiled("static int a range(0, 5), b range(0, 7);\n"
                                               "TASK(A) { while (a < 5) a++; }\n"
                                               "TASK(B) { while (b < 7) b++; }\n"), {}, {});
    REQUIRE(census.variables.size() >= 2);
    CHECK(census.variables[0].values == 6);
    CHECK(census.variables[1].values == 8);
    CHECK(census.states % (census.variables[0].without * 2) <= census.states / 6);   // each value of a meets each of b
    CHECK(census.variables[0].without < census.states);
    REQUIRE(census.without_task.size() == 2);
    CHECK(census.without_task[0] * census.without_task[1] == census.states);
}

TEST_CASE("states are counted with the fewest faults that lead to them") {
    const program::Program program = compiled("static int failed range(0, 3);\n"
                                              "TASK(A) { if (fault(\"a\", -5, FAULT_IO)) failed++; if (fault(\"b\", -5, FAULT_IO)) failed++; }\n", 2);
    const Census census = take_census(program, {}, {});
    REQUIRE(census.by_faults.size() == 3);
    for (const std::uint64_t states : census.by_faults) CHECK(states > 0);
    program::Program fewer = program;
    fewer.max_faults = 1;
    CHECK(take_census(fewer, {}, {}).states == census.by_faults[0] + census.by_faults[1]);
}

TEST_CASE("a census that a limit ends keeps complete levels alone") {
    Limits limits;
    limits.max_states = 1000;
    const Census part = count_levels(bench::baseline(small), limits, {}), all = count_levels(bench::baseline(small), {}, {});
    CHECK(!part.complete);
    REQUIRE(part.levels.size() < all.levels.size());
    CHECK(part.states <= 1000);
    CHECK(std::equal(part.levels.begin(), part.levels.end(), all.levels.begin()));
}

TEST_CASE("an estimate is exact for few states, and within its bounds for many") {
    const Estimate few = estimate_size(bench::baseline(small), {});
    CHECK(few.exact);
    CHECK(few.states == 16'160);
    const Estimate many = estimate_size(bench::baseline(*bench::parse_size("S5")), {});
    CHECK(!many.exact);
    CHECK(many.low <= 278'287);
    CHECK(278'287 <= many.high);
    CHECK(many.states == estimate_size(bench::baseline(*bench::parse_size("S5")), {}).states);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
