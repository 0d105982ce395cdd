// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <csignal>
#include <sstream>

#include "cli/interruption.h"
#include "cli/surroundings.h"
#include "cli/tests/endless.h"

using namespace mmapck::cli;

namespace {

bool is_blocked(int signal) {
    sigset_t set;
    sigprocmask(SIG_BLOCK, nullptr, &set);
    return sigismember(&set, signal) == 1;
}

}  // namespace

TEST_CASE("a signal asks for an end, and the next one brings it") {
    for (const int signal : {SIGINT, SIGTERM}) {
        Interruption interruption;
        CHECK(!interruption.requested());
        CHECK(is_blocked(signal));
        std::raise(signal);
        CHECK(interruption.requested());
        CHECK(interruption.requested());
        CHECK(!is_blocked(signal));
    }
    CHECK(!is_blocked(SIGINT));
}

TEST_CASE("without a signal all is as before") {
    { const Interruption interruption; }
    CHECK(!is_blocked(SIGINT));
    CHECK(!is_blocked(SIGTERM));
}

TEST_CASE("4: a run that was interrupted tells what it did not check") {
    const TemporaryFolder folder;
    REQUIRE(tests::shell(folder.path("."), "mmapck new d").code == 0);
    const Interruption outer;   // holds the signal back until the run looks for it
    std::raise(SIGTERM);
    std::ostringstream out, err;
    Surroundings surroundings{out, err, false, false, {}};
    Options options = parse_options({"run", "--model-dir", MMAPCK_SOURCE_DIR "/model/kernel", "--report", "json=" + folder.path("r.json"), folder.path("d.json")}).options;
    CHECK(execute(options, surroundings) == ExitCode::inconclusive);
    CHECK(out.str() == "0 checked: 0 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n2 not checked because of an interruption\n");
    CHECK(tests::content(folder.path("r.json")).find("\"totals\"") != std::string::npos);
}

TEST_CASE("4: several searches at a time are interrupted together") {
    const tests::NewDriver fresh;
    for (const char* name : {"one.json", "three.json", "two.json"}) write_endless(fresh, name);
    const tests::Result result = fresh.run(
        "mmapck run --jobs 3 --no-traces --progress always --report json=r.json one.json three.json two.json >out 2>err & run=$!\n"
        "until grep -q ' states' err; do kill -0 $run || break; sleep 0.1; done\n"
        "kill -TERM $run; wait $run");
    CHECK(result.code == 4);
    const std::string out = tests::content(fresh.folder.path("out"));
    CHECK(out.find("INCONCLUSIVE  one.json rfc-2025-09: not decided\n") == 0);
    CHECK(out.find("UNEXPECTED") == out.npos);
    CHECK(out.find(" not checked because of an interruption\n") != out.npos);
    CHECK(tests::content(fresh.folder.path("r.json")).find("\"totals\"") != std::string::npos);
}
