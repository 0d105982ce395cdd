// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const char* const nothing_mapped = R"json({ "scenario": "nothing is unmapped for ever", "kernel": "ref", "processes": { "p": { "pages": 1 } },
"tasks": { "A": { "run": ["munmap(0, 1)"], "loop": true } }, "faults": "unlimited", "bounds": { "NR_VMAS": 1 } })json";

}  // namespace

TEST_CASE("a scenario without end is proved, its certificate is accepted, and rejected once it was changed") {
    const TemporaryFolder folder;
    folder.write("s.json", nothing_mapped);
    const Result proved = shell(folder.path("."), "mmapck prove s.json --certificate proof.smt2");
    INFO(proved.out << proved.err);
    REQUIRE(proved.code == 0);
    CHECK(has(proved.out, "ok            s.json ref: proved by induction, "));
    CHECK(has(proved.out, "z3 "));
    const Result accepted = shell(folder.path("."), "mmapck verify-certificate proof.smt2");
    CHECK(accepted.code == 0);
    CHECK(has(accepted.out, "accepted: proof.smt2"));
    CHECK(shell(folder.path("."), "z3 proof.smt2 | sort -u").out == "unsat\n");

    const std::string certificate = content(folder.path("proof.smt2"));
    const std::string question = "; initiation\n(push 1)\n";
    const std::size_t at = certificate.find(question);
    REQUIRE(at != std::string::npos);
    folder.write("proof.smt2", std::string(certificate).insert(at + question.size(), "(assert false)\n"));
    const Result rejected = shell(folder.path("."), "mmapck verify-certificate proof.smt2");
    CHECK(rejected.code == 1);
    CHECK(has(rejected.out, "rejected: proof.smt2 does not ask what has to be asked"));
    folder.write("proof.smt2", "(check-sat)\n");
    CHECK(shell(folder.path("."), "mmapck verify-certificate proof.smt2").code == 65);
    CHECK(shell(folder.path("."), "mmapck verify-certificate gone.smt2").code == 65);
}

TEST_CASE("what is not proved: a violation that was not expected, a budget that was used up") {
    const TemporaryFolder folder;
    std::string text = nothing_mapped;
    text.replace(text.find("munmap(0, 1)"), 12, "assert(munmap(0, 1) == 0)");
    folder.write("s.json", text);
    const Result violated = shell(folder.path("."), "mmapck prove s.json");
    CHECK(violated.code == 1);
    CHECK(has(violated.out, "unexpected    s.json ref: assertion after "));
    CHECK(has(violated.out, "VIOLATED assertion"));
    const Result starved = shell(folder.path("."), "mmapck prove s.json --resources 1");
    CHECK(starved.code == 4);
    CHECK(has(starved.out, "inconclusive"));
    CHECK(has(unfolded(starved.out), "--resources 2 lets z3 try twice as hard"));
    CHECK(starved.err == "");   // progress is for terminals, or for those who ask
    CHECK(shell(folder.path("."), "mmapck prove").code == 64);
    const Result unknown = shell(folder.path("."), "mmapck prove s.json --invariant no-such");
    CHECK(unknown.code == 64);
    CHECK(has(unknown.err, "does not check an invariant 'no-such'"));
}

TEST_CASE("how far a proof is can be seen while it is looked for") {
    const TemporaryFolder folder;
    folder.write("s.json", nothing_mapped);
    folder.write("bin/z3", "#!/bin/sh\nexec cat >/dev/null\n");   // one that never answers
    const Result killed = shell(folder.path("."), "chmod +x bin/z3; : >err; PATH=$PWD/bin:$PATH mmapck prove s.json --progress always 2>err & run=$!\n"
                                                  "until grep -q 'induction, 1 question' err; do kill -0 $run || exit 99; sleep 0.1; done\n"
                                                  "kill -TERM $run; wait $run");
    CHECK(killed.code == 128 + 15);
    CHECK(has(content(folder.path("err")), "0/1 s.json ref: induction, 1 question, "));
}
