// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "checker/explicit/check.h"
#include "checker/symbolic/prove.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;

int programs() {
    const char* many = std::getenv("MMAPCK_SYMBOLIC_PROGRAMS");
    return many ? std::atoi(many) : 60;
}

Verdict explicit_verdict(const Program& program) {
    Limits limits;
    limits.lock_order = false;
    limits.max_states = 20'000;
    return explicit_::check(program, limits, {});
}

void compare(const Program& program, Numbers numbers, int& violated, int& held) {
    const Verdict expected = explicit_verdict(program);
    if (expected.status == Status::inconclusive) return;
    ProveOptions options;
    options.max_samples = 2000;
    Verdict found;
    try {
        found = search(program, numbers, options);
    } catch (const Unsupported&) {   // as integers
        found = search(program, Numbers::bits, options);
    }
    INFO(found.reason);
    if (expected.status == Status::violated) {
        ++violated;
        REQUIRE(found.status == Status::violated);
        CHECK(found.counterexamples[0].trace.faults == expected.counterexamples[0].trace.faults);
        CHECK(found.counterexamples[0].trace.moves == expected.counterexamples[0].trace.moves);
    } else {
        REQUIRE(found.status != Status::violated);
        held += found.status == Status::holds;
    }
}

TEST_CASE("random programs: bounded search agrees with the explicit engine, and its counterexamples are as short") {
    int violated = 0, held = 0;
    for (std::uint64_t seed = 1; seed <= std::uint64_t(programs()); ++seed) {
        const rc::Random random(seed);
        const Program program = program::tests::random_program()(random, rc::kNominalSize).value();
        INFO("seed " << seed << "\n" << program::to_text(program));
        compare(program, seed % 2 ? Numbers::bits : Numbers::integers, violated, held);
    }
    CHECK(violated > programs() / 5);
    CHECK(held > programs() / 10);
}

}  // namespace
}  // namespace mmapck::checker::symbolic
