// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/reference.h"
#include "checker/export/export.h"
#include "checker/export/tests/other_checkers.h"
#include "checker/symbolic/prove.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::symbolic {
namespace {

using exports::tests::Opinion;
using program::Program;

/// Seeds from MMAPCK_FIRST_PROGRAM, MMAPCK_PROGRAMS of them; MMAPCK_COMPILED_PROGRAMS are given to SPIN and Rumur, too. docs/proofs.md tells of a long run.
std::uint64_t number(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

Verdict by_explicit_engine(const Program& program, bool share_bits) {
    Limits limits;
    limits.lock_order = false;
    limits.max_states = 20'000;
    explicit_::Options options;
    options.share_bits = share_bits;
    return explicit_::check(program, limits, {}, options);
}

Verdict by_symbolic_engine(const Program& program, Numbers numbers) {
    ProveOptions options;
    options.max_samples = 2000;
    try {
        return search(program, numbers, options);
    } catch (const Unsupported&) {   // as integers
        return search(program, Numbers::bits, options);
    }
}

/// The fewest faults, and the fewest moves with them.
using Cost = explicit_::tests::Reference::Cost;
Cost cost(const Verdict& verdict) { return {verdict.counterexamples[0].trace.faults, verdict.counterexamples[0].trace.moves}; }

/// What others say of the program with a variable that counts faults.
void ask_others(const Program& program, bool violated) {
    const Program counted = exports::with_fault_counter(program);
    const std::uint64_t states = by_explicit_engine(counted, false).statistics.states;
    for (const Opinion& opinion : {exports::tests::ask_spin(exports::to_promela(counted, {"random", 64})), exports::tests::ask_rumur(exports::to_murphi(counted, {"random", 64}))}) {
        if (!opinion.installed || opinion.refused) continue;
        INFO(opinion.output);
        REQUIRE(opinion.violated == violated);
        if (!violated) REQUIRE(opinion.states == states);
    }
}

TEST_CASE("random programs: plain interpreter, explicit and symbolic engine, SPIN and Rumur agree, and counterexamples are equally short") {
    const std::uint64_t first = number("MMAPCK_FIRST_PROGRAM", 1), programs = number("MMAPCK_PROGRAMS", 60), compiled = number("MMAPCK_COMPILED_PROGRAMS", 2);
    std::uint64_t violated = 0, held = 0, others = 0;
    for (std::uint64_t seed = first; seed < first + programs; ++seed) {
        const rc::Random random(seed);
        const Program program = program::tests::random_program()(random, rc::kNominalSize).value();
        INFO("seed " << seed << "\n" << program::to_text(program));
        const Verdict expected = by_explicit_engine(program, true);
        const explicit_::tests::Reference reference = explicit_::tests::explore(program, true);
        if (expected.status == Status::inconclusive || !reference.complete) continue;
        const Verdict found = by_symbolic_engine(program, seed % 2 ? Numbers::bits : Numbers::integers);
        INFO(found.reason);
        REQUIRE(reference.shortest.empty() == (expected.status != Status::violated));
        if (expected.status == Status::violated) {
            ++violated;
            REQUIRE(found.status == Status::violated);
            REQUIRE((cost(found) == cost(expected)));
            REQUIRE((reference.shortest.at(expected.counterexamples[0].violation.kind) == cost(expected)));
        } else {
            REQUIRE(found.status != Status::violated);   // runs without end are not looked at to their end
            held += found.status == Status::holds;
        }
        if (others++ < compiled) ask_others(program, expected.status == Status::violated);
    }
    CHECK(violated > programs / 5);
    CHECK(held > programs / 10);
    MESSAGE("programs " << first << " to " << first + programs - 1 << ": " << violated << " violated, " << held << " hold by their end, " << std::min(others, compiled) << " given to SPIN and Rumur");
}

}  // namespace
}  // namespace mmapck::checker::symbolic
