// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/export/tests/other_checkers.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::exports {
namespace {

using program::Program;
using tests::Opinion;

/// The engine's answer to what is exported.
Verdict engine(const Program& program) {
    Limits limits;
    limits.lock_order = false;
    limits.max_states = 20'000;
    explicit_::Options options;
    options.share_bits = false;
    return explicit_::check(program, limits, {}, options);
}

/// Programs of which the other checkers' verifiers are compiled.
constexpr int programs = 12;

template <typename Write, typename Ask> void compare(Write write, Ask ask) {
    int compared = 0, held = 0;
    for (std::uint64_t seed = 1; compared < programs; ++seed) {
        const rc::Random random(seed);
        const Program program = with_fault_counter(program::tests::random_program()(random, rc::kNominalSize).value());
        const Verdict verdict = engine(program);
        if (verdict.status == Status::inconclusive) continue;
        const Opinion opinion = ask(write(program));
        if (!opinion.installed) {
            MESSAGE("skipped: not installed");
            return;
        }
        if (opinion.refused) continue;
        ++compared;
        INFO("seed " << seed << "\n" << program::to_text(program) << opinion.output);
        REQUIRE(opinion.violated == (verdict.status == Status::violated));
        if (opinion.violated) continue;
        ++held;
        REQUIRE(opinion.states == verdict.statistics.states);
    }
    CHECK(held >= programs / 6);
}

TEST_CASE("random programs: SPIN agrees") {
    compare([](const Program& program) { return to_promela(program, {"random", 64}); }, tests::ask_spin);
}

TEST_CASE("random programs: Rumur agrees") {
    compare([](const Program& program) { return to_murphi(program, {"random", 64}); }, tests::ask_rumur);
}

/// The same program, where waiting for ever is no violation.
Program without_deadlocks(Program program) {
    for (program::Location& location : program.locations) location.may_wait = true;
    return program;
}

TEST_CASE("random programs: Spacer agrees") {
    int proved = 0, violated = 0;
    for (std::uint64_t seed = 1; proved + violated < 3 * programs; ++seed) {
        const rc::Random random(seed);
        const Program program = without_deadlocks(with_fault_counter(program::tests::random_program()(random, rc::kNominalSize).value()));
        const Verdict verdict = engine(program);
        if (verdict.status == Status::inconclusive) continue;
        const Opinion opinion = tests::ask_z3(to_horn(program, {"random"}));
        if (!opinion.installed) {
            MESSAGE("skipped: not installed");
            return;
        }
        INFO("seed " << seed << "\n" << program::to_text(program) << opinion.output);
        REQUIRE(!opinion.output.starts_with("(error"));
        if (opinion.refused) continue;
        ++(opinion.violated ? violated : proved);
        REQUIRE(opinion.violated == (verdict.status == Status::violated));
    }
    CHECK(proved > programs / 2);
    CHECK(violated > programs / 2);
}

}  // namespace
}  // namespace mmapck::checker::exports
