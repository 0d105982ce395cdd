// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "checker/explicit/check.h"
#include "checker/symbolic/bounded.h"
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
    BoundedOptions options;
    options.numbers = numbers;
    options.max_moves = 40;
    Verdict found;
    try {
        TransitionSystem system = transition_system(program, all_violations(program));
        found = search_bounded(program, system, options);
    } catch (const Unsupported& unsupported) {
        found.status = Status::inconclusive;
        found.reason = unsupported.what();
    }
    INFO(found.reason);
    if (found.status == Status::inconclusive) return;   // a budget, or a program that computes with bits as integers cannot
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
