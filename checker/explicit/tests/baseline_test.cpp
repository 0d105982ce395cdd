// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"

namespace mmapck::checker::explicit_ {
namespace {

TEST_CASE("the baseline model has as many states as its Promela and Murphi forms") {
    const Verdict verdict = check(bench::baseline({2, 1, 2, 3, 0, 2}), {}, {});
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 278'287);
    CHECK(verdict.statistics.deadlocks == 0);
}

TEST_CASE("nothing in the baseline model is local to a task: sharing bits merges no states") {
    Options options;
    options.share_bits = false;
    const bench::BaselineSize small{2, 2, 3, 4, 1, 1};
    CHECK(check(bench::baseline(small), {}, {}, options).statistics.states == 23'770);
    CHECK(check(bench::baseline(small), {}, {}).statistics.states == 23'770);
}

TEST_CASE("the baseline model is the same to any number of threads") {
    const program::Program program = bench::baseline({2, 1, 2, 3, 0, 2});
    for (const std::uint64_t most : {std::uint64_t{0}, std::uint64_t{100'000}}) {
        Limits limits;
        limits.max_states = most;
        Options one;
        one.native = Native::never;  // it counts no checks of invariants, and when it is there is chance
        const Verdict alone = check(program, limits, {}, one);
        for (const std::uint32_t threads : {2u, 3u, 8u}) {
            CAPTURE(threads);
            Options options;
            options.threads = threads;
            options.threads_from = 1000;
            options.native = Native::never;
            const Verdict together = check(program, limits, {}, options);
            CHECK(together.status == alone.status);
            CHECK(together.reason == alone.reason);
            CHECK((together.statistics == alone.statistics));
        }
    }
}

}  // namespace
}  // namespace mmapck::checker::explicit_
