// SPDX-License-Identifier: Apache-2.0
// The files of docs/ci that can be tried without a forge.
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/scenario/tests/temporary_folder.h"

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
