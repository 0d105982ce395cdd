// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/tests/endless.h"
#include "cli/tests/mpirun.h"
#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

const std::string source = MMAPCK_SOURCE_DIR;

/// A folder with scenarios that hold, one with flaws that it does not expect, and one with an error.
struct Scenarios {
    Scenarios() {
        std::filesystem::create_directory(folder.path("scenarios"));
        for (const char* name : {"scenarios/locks", "scenarios/drivers"}) copy_from_source(name, folder.path(name));
        shell(folder.path("scenarios/locks"), "cp '" + source + "/scenarios/flaws/mapped-fails.json' '" + source + "/scenarios/flaws/swapped-file.json' .\n"
                                              "sed 's/{ \"violates\": [^}]*}/\"holds\"/g' mapped-fails.json > unexpected.json\necho '{' > broken.json");
    }
    Result run(const std::string& before, const std::string& options) const {
        return shell(folder.path("."), before + "mmapck run scenarios --no-traces --report json=r.json " + options + " </dev/null");
    }
    const TemporaryFolder folder;
};

}  // namespace

TEST_CASE("any number of ranks writes what one process writes") {
    if (!has_mpi()) return;
    const Scenarios scenarios;
    struct Case {
        std::string options, how;
        std::vector<int> ranks;
    };
    const Case cases[] = {{"--explain", "", {1, 2, 3, 4}},
                          {"--quiet --max-states 400 --report junit=-", "", {3}},
                          {"--all-minimal --explain --variant v7.1", " --distributed", {1, 2, 3, 4}},
                          {"--quiet --max-states 400 --variant ref", " --distributed", {2}}};
    for (const Case& one : cases) {
        CAPTURE(one.options);
        const Result alone = scenarios.run("", one.options);
        const std::string report = content(scenarios.folder.path("r.json"));
        CHECK(alone.code != 0);
        for (const int ranks : one.ranks) {
            CAPTURE(ranks);
            shell(scenarios.folder.path("."), "rm -f r.json");
            const Result spread = scenarios.run(mpirun(ranks), one.options + one.how);
            CHECK(spread.code == alone.code);
            CHECK(spread.out == alone.out);
            CHECK(spread.err == alone.err);
            CHECK(content(scenarios.folder.path("r.json")) == report);
        }
    }
}

TEST_CASE("verdicts that ranks keep in the cache are found by the next run") {
    if (!has_mpi()) return;
    const Scenarios scenarios;
    const Result first = scenarios.run(mpirun(3), "--variant v7.1 --cache kept"), second = scenarios.run("", "--variant v7.1 --cache kept");
    CHECK(first.out == second.out);
    CHECK(first.err.find(" 0 of ") != std::string::npos);
    CHECK(second.err.find(" 0 of ") == std::string::npos);
}

TEST_CASE("64: --distributed goes together with none of what a search on several ranks has not") {
    for (const char* option : {"--reduce stubborn", "--check-reductions", "--engine both", "--cache kept", "--checkpoint kept", "--resume kept", "--spill kept", "--trees"}) {
        const Result result = shell("/", "mmapck run --distributed " + std::string(option) + " /nowhere");
        CHECK(result.code == 64);
        CHECK(result.err == "mmapck: --distributed does not go together with " + std::string(option).substr(0, std::string(option).find(" ")) + "\n");
    }
}

TEST_CASE("64: ranks have no checkpoints") {
    if (!has_mpi()) return;
    for (const char* option : {"--checkpoint", "--resume", "--spill"}) {
        const Result result = shell("/", mpirun(2) + "mmapck run " + option + " kept /nowhere");
        CHECK(result.code == 64);
        CHECK(result.err == "mmapck: several ranks have no --checkpoint, --resume or --spill\n");
    }
}

TEST_CASE("what is wrong is told once") {
    if (!has_mpi()) return;
    const Result option = shell("/", mpirun(3) + "mmapck run --no-such-option");
    CHECK(option.code == 64);
    CHECK(option.err.find("mmapck: 'run' has no option '--no-such-option'") == 0);
    CHECK(option.err.find("no-such-option", option.err.find("--help says more")) == std::string::npos);
    CHECK(shell("/", mpirun(3) + "mmapck list kernels").out == shell("/", "mmapck list kernels").out);
}

TEST_CASE("74: a rank that is killed ends the run, and no report is written") {
    if (!has_mpi()) return;
    const NewDriver driver;
    write_endless(driver, "endless.json");
    struct Case {
        int lost;
        std::string how;
    };
    for (const Case& one : {Case{0, ""}, Case{1, ""}, Case{1, "--distributed "}}) {
        CAPTURE(one.lost);
        CAPTURE(one.how);
        // A child of mpirun watches the process that works, which is its child. Once a line is printed the ranks search what has no end.
        const Result result = driver.run(": > out; " + mpirun(3) + "mmapck run d.json endless.json --no-traces --report json=r.json " + one.how + "> out </dev/null &\n"
                                         "run=$!\n"
                                         "until grep -q ok out; do kill -0 $run || exit 99; sleep 0.1; done\n"
                                         "for watcher in $(pgrep -P $run); do\n"
                                         "  grep -qz OMPI_COMM_WORLD_RANK=" + std::to_string(one.lost) + " /proc/$watcher/environ && kill -9 $(pgrep -P $watcher)\n"
                                         "done\n"
                                         "wait $run");
        CHECK(result.code == 74);
        CHECK(result.err.find("mmapck: rank " + std::to_string(one.lost) + " was lost: signal 9 (Killed) ended it; the run is given up, and no report is written\n") == 0);
        CHECK(driver.run("ls r.json*").code != 0);
    }
}

TEST_CASE("64: mpirun starts a program that has no MPI") {
    if (!has_mpi()) return;
    const TemporaryFolder folder;
    const Result result = shell(folder.path("."), "cp '" MMAPCK_BINARY_DIR "/mmapck' . && " + mpirun(2) + "./mmapck run '" + source + "/scenarios/locks'");
    CHECK(result.code == 64);
    CHECK(result.out == "");
    CHECK(result.err.find("mmapck: this mmapck was built without MPI") == 0);
}
