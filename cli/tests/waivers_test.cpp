// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("a waiver makes a run pass until its day, and fails it from then on or when the violation is gone") {
    TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
    CHECK(shell(folder.path("."), "mmapck run --variant ref --no-traces d.json").code == 0);
    folder.write("w", "d.json ref lock-held-at-return mm 2027-01-31 - known\nd.json ref lock-held-across-hook mm 2027-01-31 - known\n");
    const Result gone = shell(folder.path("."), "mmapck run --variant ref --no-traces --waivers w --today 2027-01-01 d.json");
    CHECK(gone.code == 1);
    CHECK(has(gone.out, "w:1: lock-held-at-return of d.json ref is gone: delete the waiver\n"));
    drop_line(folder.path("drivers/d.c"), "leave this line out");
    const Result found = shell(folder.path("."), "mmapck run --variant ref --no-traces d.json");
    CHECK(found.code == 1);
    const std::string kind = has(found.out, "VIOLATED lock-held-at-return") ? "lock-held-at-return" : "lock-held-across-hook";
    folder.write("w", "# known\n./d.json ref " + kind + " mm 2027-01-31 - known\n");
    const std::string run = "mmapck run --variant ref --no-traces --waivers w --today ";
    const Result waived = shell(folder.path("."), run + "2027-01-31 d.json");
    CHECK(waived.code == 0);
    CHECK(has(waived.out, "              waived until 2027-01-31 by mm\n"));
    const Result expired = shell(folder.path("."), run + "2027-02-01 d.json");
    CHECK(expired.code == 1);
    CHECK(has(expired.out, "w:2: the waiver of " + kind + " of d.json ref expired on 2027-01-31; owner: mm\n"));
}

TEST_CASE("a waiver of a scenario that does not exist fails the run") {
    TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
    folder.write("w", "e.json ref lock-held-at-return mm 2027-01-31 - known\n");
    const Result gone = shell(folder.path("."), "mmapck run --variant ref --waivers w --today 2027-01-01 d.json");
    CHECK(gone.code == 1);
    CHECK(has(gone.out, "w:1: there is no scenario e.json: delete the waiver\n"));
}

TEST_CASE("a waiver of a variant that its scenario does not have fails the run") {
    TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
    folder.write("w", "d.json * deadlock mm 2027-01-31 - known\nd.json rfc-2025-09 deadlock mm 2027-01-31 - of a result that is not checked\n");
    const Result gone = shell(folder.path("."), "mmapck run --variant ref --waivers w --today 2027-01-01 d.json");
    CHECK(gone.code == 1);
    CHECK(has(gone.out, "w:1: d.json has no variant *: delete the waiver\n"));
    CHECK_FALSE(has(gone.out, "w:2"));
}

TEST_CASE("waivers that cannot be read or judged") {
    TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
    folder.write("w", "d.json ref\n");
    const Result bad = shell(folder.path("."), "mmapck run --waivers w --today 2027-01-01 d.json");
    CHECK(bad.code == 65);
    CHECK(has(bad.err, "w:1:1: error: a waiver has seven parts\n"));
    CHECK(shell(folder.path("."), "mmapck run --waivers gone --today 2027-01-01 d.json").code == 65);
    CHECK(shell(folder.path("."), "mmapck run --waivers w d.json").code == 64);
    CHECK(shell(folder.path("."), "mmapck run --waivers w --today soon d.json").code == 64);
}

}  // namespace
