// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/trace.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"
#include "model/scenario/tests/temporary_folder.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;

const std::string source = MMAPCK_SOURCE_DIR;

Program compile(const std::string& path, const std::string& text) {
    lang::Unit unit;
    unit.path = path;
    unit.text = text;
    unit.include_dirs = {source + "/model/kernel/include"};
    unit.faults.at_most = any_faults;
    const lang::Compiled compiled = lang::compile(unit);
    REQUIRE_MESSAGE(compiled.program.has_value(), lang::to_text(compiled.diagnostics));
    return program::optimize(*compiled.program);
}

/// balance.c: a task that maps and unmaps for ever, any number of faults, counters of 64 bits.
Program balance(const std::string& define = "") {
    const std::string path = source + "/checker/export/tests/models/balance.c";
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return compile(path, (define.empty() ? "" : "#define " + define + "\n") + text.str());
}

ProveOptions options() {
    ProveOptions how;
    how.scenario = "balance.c";
    how.variant = "ref";
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
    const Program program = compile("twice.c", R"(#include <mmapck/primitives.h>
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

TEST_CASE("a solver that dies, or is not there, is inconclusive with a reason") {
    const TemporaryFolder folder;
    folder.write("dies", "#!/bin/sh\nread line\nkill -9 $$\n");
    std::filesystem::permissions(folder.path("dies"), std::filesystem::perms::owner_all);
    ProveOptions how = options();
    how.solver.program = folder.path("dies");
    const Proof killed = prove(balance(), how);
    CHECK(killed.verdict.status == Status::inconclusive);
    CHECK(killed.verdict.reason.find("killed by signal 9") != std::string::npos);
    how.solver.program = folder.path("missing");
    CHECK(prove(balance(), how).verdict.status == Status::inconclusive);
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
