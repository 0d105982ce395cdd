// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "checker/explicit/check.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/tests/models.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"
#include "model/tests/temporary_folder.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;

constexpr Methods only_k_induction{false, false, true, false, false}, only_spacer{false, false, false, true, false}, only_search{false, false, false, false, true};

ProveOptions with(Methods methods) {
    ProveOptions how;
    how.scenario = "s";
    how.variant = "v";
    how.max_states = 0;
    how.max_samples = 300;
    how.methods = methods;
    return how;
}

Program random_program(std::uint64_t seed) {
    const rc::Random random(seed);
    return program::tests::random_program()(random, rc::kNominalSize).value();
}

Status explicit_status(const Program& program) {
    Limits limits;
    limits.lock_order = false;
    limits.max_states = 20'000;
    return explicit_::check(program, limits, {}).status;
}

/// Two tasks: one swaps two numbers that differ, the other writes a number that nobody reads.
const char* const swaps = R"(#include <mmapck/primitives.h>
range(0, 3) static int first, second = 1, unread;
static __syscall int swap(void)
{
	int kept = first;

	first = second;
	second = kept;
	return 0;
}
static __syscall int write_down(void)
{
	unread = choose(0, 3);
	return 0;
}
INVARIANT(they_differ, AT_QUIESCENCE, "the numbers differ")
{
	return first != second;
}
TASK(A)
{
	for (;;)
		swap();
}
TASK(B)
{
	for (;;)
		write_down();
}
)";

/// A number that goes from 0 to 5 and again. From 6, where it never is, it would come to 7.
const char* const counts_to_five = R"(#include <mmapck/primitives.h>
range(0, 7) static int number;
INVARIANT(it_is_not_seven, EVERY_STEP, "the number is not 7")
{
	return number != 7;
}
TASK(A)
{
	for (;;)
		number = number == 5 ? 0 : (number + 1) & 7;
}
)";

TEST_CASE("Spacer: its invariant is a proof that the check of certificates accepts") {
    const Program program = tests::balance();
    const Proof proof = prove(program, with(only_spacer));
    INFO(proof.verdict.reason);
    REQUIRE(proof.verdict.status == Status::holds);
    CHECK(proof.method == "Spacer");
    CHECK(proof.lemmas > 0);
    CHECK(write_certificate(program, read_certificate_head(proof.certificate)) == proof.certificate);
    CHECK(check_certificate(proof.certificate, {}).accepted);
    CHECK(prove(tests::balance("FORGETS_ABORT"), with(only_spacer)).verdict.status == Status::inconclusive);
}

TEST_CASE("k-induction: its questions are a certificate") {
    const Program program = tests::compile("counts.c", counts_to_five);
    const ProveOptions how = with(only_k_induction);
    const Proof proof = prove(program, how);
    INFO(proof.verdict.reason);
    REQUIRE(proof.verdict.status == Status::holds);
    CHECK(proof.method.starts_with("k-induction with k = "));
    CHECK(proof.method != "k-induction with k = 1");
    const CertificateHead head = read_certificate_head(proof.certificate);
    CHECK(head.moves > 1);
    CHECK(write_certificate(program, head) == proof.certificate);
    CertificateHead too_short = head;
    too_short.moves = 1;
    CHECK(!check_certificate(write_certificate(program, too_short), {}).accepted);
}

TEST_CASE("random programs: what k-induction or Spacer proves is no violation") {
    int by_k_induction = 0, by_spacer = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const Program program = random_program(seed);
        const bool violated = explicit_status(program) == Status::violated;
        INFO("seed " << seed << "\n" << program::to_text(program));
        const bool inductive = prove(program, with(only_k_induction)).verdict.status == Status::holds, spaced = prove(program, with(only_spacer)).verdict.status == Status::holds;
        CHECK(!(violated && (inductive || spaced)));
        by_k_induction += inductive;
        by_spacer += spaced;
    }
    CHECK(by_k_induction >= 3);
    CHECK(by_spacer >= 3);
}

TEST_CASE("a slice leaves out what an invariant cannot depend on") {
    const Program program = tests::compile("swaps.c", swaps);
    ProveOptions how = with({});
    how.invariant = "they-differ";
    const Proof sliced = prove(program, how);
    REQUIRE(sliced.verdict.status == Status::holds);
    CHECK(sliced.left_out > 0);
    CHECK(write_certificate(program, read_certificate_head(sliced.certificate)) == sliced.certificate);
    how.slice = false;
    const Proof whole = prove(program, how);
    CHECK(whole.verdict.status == Status::holds);
    CHECK(whole.left_out == 0);
    CHECK(whole.certificate.size() > sliced.certificate.size());
    how.invariant = "they-agree";
    CHECK_THROWS_AS(prove(program, how), std::invalid_argument);
}

TEST_CASE("random programs: sliced and whole, each invariant has the same verdict, found as early") {
    int violated = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const Program program = random_program(seed);
        for (const program::Invariant& invariant : program.invariants) {
            ProveOptions how = with(only_search);
            how.invariant = invariant.name;
            how.max_moves = 20;
            INFO("seed " << seed << " " << invariant.name << "\n" << program::to_text(program));
            const Proof sliced = prove(program, how);
            how.slice = false;
            const Proof whole = prove(program, how);
            // a task that runs for ever keeps the whole from an end, but may be none of the slice
            if (whole.verdict.status != Status::inconclusive) REQUIRE(sliced.verdict.status == whole.verdict.status);
            if (whole.verdict.status != Status::violated) continue;
            ++violated;
            CHECK(sliced.verdict.counterexamples[0].trace.moves == whole.verdict.counterexamples[0].trace.moves);
            CHECK(sliced.verdict.counterexamples[0].trace.faults == whole.verdict.counterexamples[0].trace.faults);
        }
    }
    CHECK(violated > 0);
}

TEST_CASE("a solver that is killed, hangs, grows too large or is not there is inconclusive with a reason, by each method") {
    const TemporaryFolder folder;
    folder.write("dies", "#!/bin/sh\nread line\nkill -9 $$\n");
    folder.write("hangs", "#!/bin/sh\nexec sleep 1000\n");
    for (const char* script : {"dies", "hangs"}) std::filesystem::permissions(folder.path(script), std::filesystem::perms::owner_all);
    const Program program = tests::balance();
    const auto reason = [&](Methods methods, const std::string& solver, std::uint32_t megabytes) {
        ProveOptions how = with(methods);
        how.solver.program = solver;
        how.solver.watchdog_seconds = solver == folder.path("hangs") ? 0.2 : 600;
        how.solver.memory_megabytes = megabytes;
        const Proof proof = prove(program, how);
        CHECK(proof.verdict.status == Status::inconclusive);
        return proof.verdict.reason;
    };
    for (const Methods methods : {Methods{true, false, false, false}, only_k_induction, only_spacer, only_search}) {
        CHECK(reason(methods, folder.path("dies"), 2048).find("killed by signal 9") != std::string::npos);
        CHECK(reason(methods, folder.path("hangs"), 2048).find("took more than") != std::string::npos);
        CHECK(reason(methods, "z3", 1).find("out of memory") != std::string::npos);
        CHECK(reason(methods, folder.path("missing"), 2048).find("cannot be run") != std::string::npos);
    }
}

}  // namespace
}  // namespace mmapck::checker::symbolic
