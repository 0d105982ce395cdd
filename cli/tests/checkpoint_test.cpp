// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "cli/tests/new_driver.h"

namespace mmapck::cli::tests {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string run = "mmapck run d.json --variant ref --no-traces --report json=- ";

TEST_CASE("--checkpoint and --resume: what a budget has ended goes on, and says what a run at once says") {
    const NewDriver driver;
    const std::string at_once = driver.run(run).out;
    const Result ended = driver.run(run + "--checkpoint c --checkpoint-every 32 --max-states 150");
    CHECK(ended.code == 4);
    CHECK(has(driver.run("ls c/*").out, "head"));
    const Result resumed = driver.run(run + "--resume c --checkpoint-every 32");
    CHECK(resumed.code == 0);
    CHECK(resumed.out == at_once);
    CHECK(!std::filesystem::exists(driver.folder.path("c/d.ref")));
    CHECK(driver.run("ls c").out.empty());
}

TEST_CASE("--checkpoint and --resume: what does not fit is refused") {
    const NewDriver driver;
    CHECK(driver.run(run + "--resume c").code == 64);
    CHECK(driver.run(run + "--checkpoint c --checkpoint-every 32 --max-states 150").code == 4);
    const Result again = driver.run(run + "--checkpoint c");
    CHECK(again.code == 64);
    CHECK(has(unfolded(again.err), "--checkpoint: c has checkpoints of an earlier run; --resume c goes on from them"));
    const Result reduced = driver.run(run + "--resume c --reduce stubborn");
    CHECK(reduced.code == 65);
    CHECK(has(unfolded(reduced.err), "is of another search: stubborn sets: no there, yes here"));
    CHECK(has(unfolded(driver.run(run + "--resume c --faults 0").err), "is of another search: program: "));
    driver.run("for f in c/*/*; do echo > $f; done");
    const Result damaged = driver.run(run + "--resume c");
    CHECK(damaged.code == 74);
    CHECK(has(unfolded(damaged.err), "can be used: head: "));
}

TEST_CASE("a disk that takes no more is told, and changes no verdict") {
    const NewDriver driver;
    const std::string at_once = driver.run(run).out;
    const std::string limited = driver.run("(ulimit -f 0; " + run + "--checkpoint c --checkpoint-every 32; echo code $?) 2>&1 | cat").out;
    CHECK(has(limited, at_once));
    CHECK(has(limited, "no checkpoint at "));
    CHECK(has(limited, "File too large"));
    CHECK(has(limited, "code 74"));
}

}  // namespace
}  // namespace mmapck::cli::tests
