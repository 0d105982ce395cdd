// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/tests/models.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;
using tests::balance;

ProveOptions options() {
    ProveOptions how;
    how.scenario = "balance.c";
    how.variant = "ref";
    how.max_states = 0;
    how.max_samples = 300;
    return how;
}

/// The certificate with one text in the place of another.
Acceptance check_with(std::string certificate, const std::string& text, const std::string& other) {
    const std::size_t at = certificate.find(text);
    REQUIRE(at != certificate.npos);
    return check_certificate(certificate.replace(at, text.size(), other), {});
}

TEST_CASE("counters without bounds, a task without end, any number of faults: proved, and the certificate is what it has to be") {
    const Program program = balance();
    const Proof proof = prove(program, options());
    INFO(proof.verdict.reason);
    REQUIRE(proof.verdict.status == Status::holds);
    CHECK(proof.numbers == Numbers::integers);
    CHECK(proof.lemmas > 0);
    const CertificateHead head = read_certificate_head(proof.certificate);
    CHECK(head.scenario == "balance.c");
    CHECK(write_certificate(program, head) == proof.certificate);
    CHECK(check_certificate(proof.certificate, {}).accepted);
}

TEST_CASE("where guesses are too weak, lemmas are found from the states that have to be excluded") {
    // More combinations than are guessed; what is needed is that two of the numbers are equal.
    const Program program = tests::compile("twice.c", R"(#include <mmapck/primitives.h>
range(0, 63) static int kept, copied, seen;
static __syscall int work(void)
{
	kept = choose(0, 63);
	seen = choose(0, 63);
	return 0;
}
static __syscall int copy(void)
{
	copied = kept;
	seen = choose(0, 63);
	return 0;
}
static __syscall int compare(void)
{
	assert(copied == kept);
	return 0;
}
TASK(A)
{
	for (;;) {
		work();
		copy();
		compare();
	}
}
)");
    ProveOptions how = options();
    how.max_states = 0;
    how.max_samples = 5000;
    const Proof proof = prove(program, how);
    INFO(proof.verdict.reason);
    CHECK(proof.verdict.status == Status::holds);
}

TEST_CASE("a certificate that was tampered with is rejected") {
    const Program program = balance();
    const std::string certificate = prove(program, options()).certificate;
    CertificateHead head = read_certificate_head(certificate);
    head.lemmas.resize(1);   // too weak
    const Acceptance weaker = check_certificate(write_certificate(program, head), {});
    CHECK(!weaker.accepted);
    CHECK(weaker.reason.find("is answered 'sat'") != std::string::npos);
    CHECK(!check_with(certificate, "(check-sat)", "(check-sta)").accepted);
    CHECK_THROWS_AS(write_certificate(balance("FORGETS_ABORT"), read_certificate_head(certificate)), std::invalid_argument);   // has other cells
    head.lemmas = {"always (less_equal c99999 5)"};
    CHECK_THROWS_AS(write_certificate(program, head), std::invalid_argument);
    CHECK_THROWS_AS(read_certificate_head("(check-sat)"), std::invalid_argument);
}

TEST_CASE("the abort that is forgotten is found, by a run as short as the explicit engine's") {
    const Program program = balance("FORGETS_ABORT");
    const Proof proof = prove(program, options());
    REQUIRE(proof.verdict.status == Status::violated);
    CHECK(proof.certificate.empty());
    const Verdict expected = explicit_::check(exports::with_any_faults(program), {}, {});
    REQUIRE(expected.status == Status::violated);
    CHECK(proof.verdict.counterexamples[0].violation.kind == expected.counterexamples[0].violation.kind);
    CHECK(proof.verdict.counterexamples[0].trace.moves == expected.counterexamples[0].trace.moves);
}

TEST_CASE("a budget that is used up is inconclusive with a reason") {
    ProveOptions how = options();
    how.solver.resources = 1;
    const Proof proof = prove(balance(), how);
    CHECK(proof.verdict.status == Status::inconclusive);
    CHECK(proof.verdict.reason.find("resources") != std::string::npos);
}

TEST_CASE("random programs: what is proved holds, and what is violated is violated") {
    int proved = 0, violated = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const rc::Random random(seed);
        const Program program = program::tests::random_program()(random, rc::kNominalSize).value();
        Limits limits;
        limits.lock_order = false;
        limits.max_states = 20'000;
        const Verdict expected = explicit_::check(program, limits, {});
        ProveOptions how = options();
        how.max_samples = 2000;
        const Proof proof = prove(program, how);
        INFO("seed " << seed << "\n" << program::to_text(program) << proof.verdict.reason);
        if (proof.verdict.status == Status::holds) CHECK(expected.status != Status::violated);
        if (proof.verdict.status == Status::violated) CHECK(expected.status == Status::violated);
        proved += proof.verdict.status == Status::holds;
        violated += proof.verdict.status == Status::violated;
    }
    CHECK(proved >= 8);
    CHECK(violated >= 8);
}

}  // namespace
}  // namespace mmapck::checker::symbolic
