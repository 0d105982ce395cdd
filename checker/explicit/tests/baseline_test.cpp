// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"

namespace mmapck::checker::explicit_ {
namespace {

TEST_CASE("the baseline model has as many states as its Promela and Murphi forms") {
    Options options;
    options.share_bits = false;
    const Verdict verdict = check(bench::baseline({2, 1, 2, 3, 0, 2}), {}, {}, options);
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states == 278'287);
    CHECK(verdict.statistics.deadlocks == 0);
}

TEST_CASE("storing live cells only merges states and keeps the verdict") {
    const Verdict verdict = check(bench::baseline({2, 1, 2, 3, 0, 2}), {}, {});
    CHECK(verdict.status == Status::holds);
    CHECK(verdict.statistics.states < 278'287);
    CHECK(verdict.statistics.deadlocks == 0);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
