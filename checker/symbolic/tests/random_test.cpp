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

/// Seeds from MMAPCK_FIRST_PROGRAM, MMAPCK_PROGRAMS of them; those that MMAPCK_COMPILED_EVERY divides are given to SPIN and Rumur, too. docs/proofs.md tells of a long run.
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

/// What became of the programs. Each is in one of the first seven; none is left out.
struct Counts {
    std::uint64_t violated = 0, held = 0;
    std::uint64_t endless = 0;            ///< no violation, by the search within its bound; some runs have no end
    std::uint64_t too_large = 0;          ///< for the plain interpreter
    std::uint64_t undecided = 0;          ///< by the explicit engine
    std::uint64_t too_long = 0;           ///< violated, but the search ended before
    std::uint64_t faults_used_up = 0;     ///< the search came to a state from which only a fault leads on, and all are taken: it does not decide
    std::uint64_t spin = 0, rumur = 0;    ///< verdicts, and of those that hold the numbers of states, that were compared
    std::uint64_t spin_refused = 0, rumur_refused = 0;   ///< the export says that the program has values or ways beyond what it covers
    std::uint64_t not_installed = 0;
};

/// Compares an opinion about the program with a variable that counts faults.
void compare(const Opinion& opinion, bool violated, std::uint64_t states, std::uint64_t& compared, std::uint64_t& refused, Counts& counts) {
    if (!opinion.installed) {
        ++counts.not_installed;
    } else if (opinion.refused) {
        ++refused;
    } else {
        ++compared;
        INFO(opinion.output);
        REQUIRE(opinion.violated == violated);
        if (!violated) REQUIRE(opinion.states == states);
    }
}

void ask_others(const Program& program, bool violated, Counts& counts) {
    const Program counted = exports::with_fault_counter(program);
    const std::uint64_t states = by_explicit_engine(counted, false).statistics.states;
    compare(exports::tests::ask_spin(exports::to_promela(counted, {"random", 64})), violated, states, counts.spin, counts.spin_refused, counts);
    compare(exports::tests::ask_rumur(exports::to_murphi(counted, {"random", 64})), violated, states, counts.rumur, counts.rumur_refused, counts);
}

/// Whether the search ended before it came to the violation: that takes more moves than are looked at, or a fault, where runs with fewer faults take more moves than are looked at.
bool is_too_long(const Verdict& found, const Verdict& expected) {
    const bool behind = cost(expected).moves > ProveOptions{}.max_moves || cost(expected).faults > 0;
    return behind && found.status == Status::inconclusive && found.reason.find("moves were not looked at") != std::string::npos;
}

/// What the interpreter and the engines say of a program; whether there is anything to compare others with.
bool compare_engines(const Program& program, Numbers numbers, const Verdict& expected, Counts& counts) {
    const explicit_::tests::Reference reference = explicit_::tests::explore(program, true);
    if (!reference.complete || expected.status == Status::inconclusive) {
        ++(reference.complete ? counts.undecided : counts.too_large);
        return false;
    }
    const Verdict found = by_symbolic_engine(program, numbers);
    INFO(found.reason);
    REQUIRE(reference.shortest.empty() == (expected.status != Status::violated));
    if (found.status == Status::inconclusive && found.reason.find("faults are used up") != std::string::npos) {
        ++counts.faults_used_up;
    } else if (expected.status == Status::violated && is_too_long(found, expected)) {
        ++counts.too_long;
    } else if (expected.status == Status::violated) {
        ++counts.violated;
        REQUIRE(found.status == Status::violated);
        REQUIRE((cost(found) == cost(expected)));
        REQUIRE((reference.shortest.at(expected.counterexamples[0].violation.kind) == cost(expected)));
    } else {
        REQUIRE(found.status != Status::violated);
        ++(found.status == Status::holds ? counts.held : counts.endless);
    }
    return true;
}

std::string text(const Counts& counts) {
    const auto number = [](std::uint64_t value) { return std::to_string(value); };
    return number(counts.violated) + " violated, " + number(counts.held) + " hold by their end, " + number(counts.endless) + " without end, " + number(counts.too_large) + " too large, " +
           number(counts.undecided) + " undecided, " + number(counts.too_long) + " violated beyond the search, " + number(counts.faults_used_up) + " with faults used up; SPIN " + number(counts.spin) + " and " + number(counts.spin_refused) + " refused, Rumur " + number(counts.rumur) + " and " +
           number(counts.rumur_refused) + " refused, " + number(counts.not_installed) + " not installed";
}

TEST_CASE("random programs: plain interpreter, explicit and symbolic engine, SPIN and Rumur agree, and counterexamples are equally short") {
    const std::uint64_t first = number("MMAPCK_FIRST_PROGRAM", 1), programs = number("MMAPCK_PROGRAMS", 60), every = number("MMAPCK_COMPILED_EVERY", 6);
    Counts counts;
    for (std::uint64_t seed = first; seed < first + programs; ++seed) {
        const rc::Random random(seed);
        const Program program = program::tests::random_program()(random, rc::kNominalSize).value();
        INFO("seed " << seed << "\n" << program::to_text(program));
        const Verdict expected = by_explicit_engine(program, true);
        const bool decided = compare_engines(program, seed % 2 ? Numbers::bits : Numbers::integers, expected, counts);
        if (decided && every != 0 && seed % every == 0) ask_others(program, expected.status == Status::violated, counts);
    }
    CHECK(counts.violated > programs / 5);
    CHECK(counts.held > programs / 20);
    CHECK(counts.violated + counts.held + counts.endless + counts.too_large + counts.undecided + counts.too_long + counts.faults_used_up == programs);
    CHECK(counts.spin_refused + counts.rumur_refused <= (counts.spin + counts.rumur) / 2);
    MESSAGE("programs " << first << " to " << first + programs - 1 << ": " << text(counts));
}

}  // namespace
}  // namespace mmapck::checker::symbolic
