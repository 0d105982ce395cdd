// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/native/code.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

Options with(Native native) {
    Options options;
    options.native = native;
    return options;
}

/// What a search tells is the same whoever made the moves.
void compare(const program::Program& program, const Limits& limits, Options options) {
    options.native = Native::at_once;
    const Verdict native = check(program, limits, {}, options);
    options.native = Native::never;
    const Verdict interpreted = check(program, limits, {}, options);
    RC_ASSERT(native.status == interpreted.status);
    RC_ASSERT((native.counterexamples == interpreted.counterexamples));
    RC_ASSERT((native.vacuities == interpreted.vacuities));
    RC_ASSERT(native.reason == interpreted.reason);
    RC_ASSERT(native.statistics.states == interpreted.statistics.states);
    RC_ASSERT(native.statistics.transitions == interpreted.statistics.transitions);
    RC_ASSERT(native.statistics.depth == interpreted.statistics.depth);
    RC_ASSERT(native.statistics.deadlocks == interpreted.statistics.deadlocks);
    RC_ASSERT(native.statistics.peak_frontier == interpreted.statistics.peak_frontier);
    RC_ASSERT(native.statistics.memory_bytes == interpreted.statistics.memory_bytes);
    RC_ASSERT((native.statistics.steps_taken == interpreted.statistics.steps_taken));
}

TEST_CASE("random programs: native code finds what the interpreter finds") {
    CHECK(rc::check("native", [] {
        const program::Program program = *program::tests::random_program();
        Limits limits;
        limits.max_violations = *rc::gen::inRange<std::uint32_t>(1, 4);
        limits.max_states = 3000;
        Options options;
        options.share_bits = *rc::gen::arbitrary<bool>();
        compare(program, limits, options);
        compare(program::optimize(program), limits, options);
    }));
}

TEST_CASE("the baseline model: native code makes all of its moves") {
    const program::Program program = bench::baseline({2, 1, 2, 2, 0, 1});
    const Verdict native = check(program, {}, {}, with(Native::at_once));
    const Verdict interpreted = check(program, {}, {}, with(Native::never));
    CHECK(native.statistics.states == interpreted.statistics.states);
    CHECK(native.statistics.transitions == interpreted.statistics.transitions);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
