// SPDX-License-Identifier: Apache-2.0
// The files of docs/ci that can be tried without a forge.
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

const std::string ci = MMAPCK_SOURCE_DIR "/docs/ci/";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A folder with a scenario that is as expected.
struct Scenario {
    Scenario() { REQUIRE(shell(folder.path("."), "mmapck new d").code == 0); }
    TemporaryFolder folder;
};

TEST_CASE_FIXTURE(Scenario, "kselftest.sh: KTAP, and 0, 1 or 4") {
    const std::string run = "SCENARIOS=d.json sh " + ci + "kselftest.sh";
    const Result passes = shell(folder.path("."), run);
    CHECK(passes.code == 0);
    CHECK(passes.out.rfind("KTAP version 1\n1..1\n  KTAP version 1\n", 0) == 0);
    CHECK(has(passes.out, "\nok 1 d.json\n"));
    const Result skips = shell(folder.path("."), "MMAPCK=./not-there " + run);
    CHECK(skips.code == 4);
    CHECK(skips.out == "KTAP version 1\n1..0 # SKIP ./not-there is not installed\n");
    drop_line(folder.path("drivers/d.c"), "leave this line out");
    const Result fails = shell(folder.path("."), run);
    CHECK(fails.code == 1);
    CHECK(has(fails.out, "\nnot ok 1 d.json\n"));
    folder.write("d.json", "{");
    CHECK(shell(folder.path("."), run).code == 1);
}

TEST_CASE("a repository of ten scenarios is gated by one file that is copied") {
    const TemporaryFolder folder;
    const auto in = [&](const std::string& lines) { return shell(folder.path("."), lines); };
    REQUIRE(in("for i in 0 1 2 3 4 5 6 7 8 9; do mmapck new d$i --dir scenarios || exit; done; mkdir mmapck; ln -s \"$(command -v mmapck)\" mmapck/mmapck").code == 0);
    // What a runner would make of the steps that run the command.
    REQUIRE(in("sed -n '/ run: |/,/name: Annotate/p' " + ci + "github.yml | sed '1d;$d' >github.sh; sed -n 's/^ *- \\(.*mmapck run .*\\)/\\1/p' " + ci + "gitlab.yml >gitlab.sh; cp " + ci + "kselftest.sh .").code == 0);
    const std::string with_runner = "export MMAPCK_SCENARIOS=scenarios GITHUB_STEP_SUMMARY=summary.md; ";
    const std::string gates[] = {with_runner + "sh -e github.sh", with_runner + "sh -e gitlab.sh", "sh kselftest.sh"};
    for (const std::string& gate : gates) CHECK_MESSAGE(in(gate).code == 0, gate);
    drop_line(folder.path("scenarios/drivers/d7.c"), "leave this line out");
    for (const std::string& gate : gates) CHECK_MESSAGE(in(gate).code == 1, gate);
    CHECK(has(content(folder.path("annotations.txt")), ",file=scenarios/drivers/d7.c,line="));
    CHECK(has(content(folder.path("summary.md")), "lock-held-across-hook"));
    CHECK(has(content(folder.path("quality.json")), "scenarios/drivers/d7.c"));
    CHECK(has(content(folder.path("mmapck.xml")), "failures=\"2\""));
}

TEST_CASE_FIXTURE(Scenario, "mmapck.cmake: a test for each scenario, skipped where a budget ends the search") {
    folder.write("x.trace.json", "{}");
    folder.write("test/CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(t NONE)\nenable_testing()\ninclude(" + ci +
                                            "mmapck.cmake)\nmmapck_add_scenarios(.. OPTIONS --no-traces $ENV{BUDGET})\n");
    const std::string run = "cmake -G Ninja -S test -B build >/dev/null && ctest --test-dir build";
    const Result passes = shell(folder.path("."), run);
    CHECK(passes.code == 0);
    CHECK(has(passes.out, "mmapck/d.json"));
    CHECK(has(passes.out, "100% tests passed, 0 tests failed out of 1"));
    const Result skips = shell(folder.path("."), "export BUDGET=--max-states=1\n" + run);
    CHECK(skips.code == 0);
    CHECK(has(skips.out, "***Skipped"));
    drop_line(folder.path("drivers/d.c"), "leave this line out");
    CHECK(shell(folder.path("."), run).code == 8);
}

}  // namespace
