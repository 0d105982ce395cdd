// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <csignal>
#include <sstream>

#include "cli/interruption.h"
#include "cli/surroundings.h"
#include "cli/tests/shell.h"
#include "model/scenario/tests/temporary_folder.h"

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
