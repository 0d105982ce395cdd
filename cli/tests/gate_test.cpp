// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A driver that keeps its mutex where a step after prepare fails.
struct Leaking {
    Leaking() {
        REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
        drop_line(folder.path("drivers/d.c"), "leave this line out");
    }
    Result run(const std::string& arguments) const { return shell(folder.path("."), "mmapck run --no-traces --variant ref " + arguments + " d.json"); }
    TemporaryFolder folder;
};

}  // namespace

TEST_CASE("--gate: a violation that needs faults of another class is told, and fails nothing") {
    const Leaking leaking;
    const Result all = leaking.run("");
    REQUIRE(all.code == 1);
    const Result gated = leaking.run("--gate signal");
    CHECK(gated.code == 0);
    CHECK(gated.out.rfind("ok            d.json ref: violates ", 0) == 0);
    CHECK(has(gated.out, " does not gate: needs faults of"));
    CHECK(leaking.run("--gate driver,policy,limit,signal,io,space,alloc-may-fail,alloc-theoretical").out == all.out);
    const Result wrong = leaking.run("--gate drivers");
    CHECK(wrong.code == 64);
    CHECK(has(unfolded(wrong.err), "expected driver, policy, limit, signal, io, space, alloc-may-fail or alloc-theoretical"));
}

TEST_CASE("--gate looks behind what does not gate") {
    const TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
    drop_line(folder.path("drivers/d.c"), "leave this line out");
    const Result driver = shell(folder.path("."), "mmapck run --no-traces --variant ref --gate alloc-theoretical d.json");
    const Result both = shell(folder.path("."), "mmapck run --no-traces --variant ref --gate alloc-theoretical,policy,limit d.json");
    CHECK(driver.code == 1);
    CHECK(both.code == 1);
}

TEST_CASE("--faults with classes: no other fault happens") {
    const Leaking leaking;
    CHECK(leaking.run("--faults signal").code == 0);
    CHECK(leaking.run("--faults alloc-theoretical").code == 1);
    CHECK(leaking.run("--faults alloc-theoretical --faults 0").code == 0);
    CHECK(leaking.run("--faults alloc").code == 64);
    const Result shown = shell(leaking.folder.path("."), "mmapck show --variant ref --faults signal d.json");
    CHECK(has(shown.out, "signal"));
    CHECK(!has(shown.out, "alloc-theoretical"));
}

TEST_CASE("--vacuity: an error, a remark, or nothing") {
    const TemporaryFolder folder;
    REQUIRE(shell(folder.path("."), "mmapck new d && sed -i 's/\"at_most\": 1/\"at_most\": 1, \"sites\": [\"alloc_anon_folio\"]/' d.json").code == 0);
    const auto run = [&](const std::string& arguments) { return shell(folder.path("."), "mmapck run --variant ref " + arguments + " d.json"); };
    CHECK(run("").code == 1);
    CHECK(run("--vacuity error").code == 1);
    const Result warned = run("--vacuity warn");
    CHECK(warned.code == 0);
    CHECK(warned.out.rfind("ok            d.json ref: holds\n              never tested: any: no run takes a fault\n", 0) == 0);
    const Result off = run("--vacuity off");
    CHECK(off.code == 0);
    CHECK(!has(off.out, "never tested"));
    CHECK(run("--vacuity no").code == 64);
}

TEST_CASE("--all-minimal lists the sets of faults below the trace") {
    const Leaking leaking;
    const Result result = leaking.run("--all-minimal");
    CHECK(result.code == 1);
    CHECK(has(result.out, "\nminimal sets of faults: "));
    CHECK(has(result.out, "\n       vm_area_alloc() -> -ENOMEM "));
    CHECK(!has(leaking.run("").out, "minimal sets of faults"));
}
