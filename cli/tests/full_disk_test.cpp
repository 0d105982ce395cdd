// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "cli/tests/new_driver.h"
#include "reports/formats.h"

namespace mmapck::cli::tests {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The driver, and a scenario of it that needs more than 1 MB for the states that wait for a fault.
struct Waiting : NewDriver {
    Waiting() {
        const std::string calls = "{ \"run\": [\"mmap(f, 0, 1, PROT_READ, MAP_SHARED, 0)\", \"munmap(0, 1)\"] }";
        folder.write("w.json", "{ \"scenario\": \"w\", \"kernel\": [\"ref\"], \"drivers\": [\"drivers/d.c\"], \"files\": { \"f\": { \"driver\": \"d\", \"pages\": 1 } }, "
                               "\"processes\": { \"p\": { \"pages\": 2 } }, \"tasks\": { \"A\": " + calls + ", \"B\": " + calls + " }, \"faults\": { \"at_most\": 3 } }");
    }

    /// Runs lines where the folder "full" is a file system of so many bytes. Nothing where this user may not mount one, which is said.
    std::optional<Result> run_with_disk(const std::string& bytes, const std::string& lines) const {
        folder.write("lines", lines + "\n");
        const std::string mount = "mkdir -p full; unshare --mount sh -c 'mount -t tmpfs -o size=" + bytes + " none full && ";
        if (run(mount + "true'").code != 0) {
            MESSAGE("SKIPPED, no file system can be mounted here");
            return std::nullopt;
        }
        return run(mount + "sh ./lines'");
    }
};

const std::string run = "mmapck run w.json --no-traces --report json=- ";
const std::string little = run + "--max-memory 1M ";

TEST_CASE("--spill: with space on disk, little memory does, and nothing that is told differs") {
    const Waiting driver;
    CHECK(driver.run(little).code == 4);
    const Result spilled = driver.run(little + "--spill new/folder"), at_once = driver.run(run);
    CHECK(spilled.code == 0);
    CHECK(spilled.out == at_once.out);
    CHECK(spilled.err == at_once.err);
    CHECK(driver.run("ls new/folder").out.empty());
}

TEST_CASE("--spill: where the disk takes nothing, the search goes on without, and that is told") {
    const Waiting driver;
    const std::string without = driver.run(little).out;
    const std::string limited = driver.run("(ulimit -f 0; " + little + "--spill .; echo code $?) 2>&1 | cat").out;
    CHECK(has(limited, without));
    CHECK(has(limited, "mmapck: w.json ref: cannot write to ./mmapck-spill."));
    CHECK(has(limited, "File too large"));
    CHECK(has(limited, "code 74"));
    const Result no_folder = driver.run(little + "--spill w.json");
    CHECK(no_folder.code == 74);
    CHECK(no_folder.err == "mmapck: cannot make the folder w.json: Not a directory\n");
}

TEST_CASE("--spill: a disk that gets full") {
    const Waiting driver;
    const auto full = driver.run_with_disk("20k", little + "--spill full");
    if (!full) return;
    CHECK(full->code == 74);
    CHECK(has(unfolded(full->err), "No space left on device"));
    CHECK(has(full->out, "\"status\": \"inconclusive\""));
    CHECK(has(full->out, "the budget of 1048576 bytes of memory is used up"));
    CHECK(has(full->out, "\n}\n"));
}

TEST_CASE("--checkpoint: a disk that gets full keeps the last one, which is gone on from when there is space again") {
    const Waiting driver;
    const auto ended = driver.run_with_disk("48k", run + "--checkpoint full/c --checkpoint-every 64 --max-states 600 >ended 2>message; echo $?\n"
                                                   "mount -o remount,size=10m full\n" +
                                                   run + "--resume full/c >resumed; echo $?\nls full/c\n");
    if (!ended) return;
    CHECK(ended->out == "74\n0\n");
    CHECK(has(unfolded(driver.run("cat message").out), "No space left on device"));
    CHECK(driver.run("cat ended").out == driver.run(run + "--max-states 600").out);
    CHECK(driver.run("cat resumed").out == driver.run(run).out);
}

TEST_CASE("--checkpoint: kill -9, and --resume says what a run at once says") {
    const Waiting driver;
    driver.run(run + "--checkpoint c --checkpoint-every 64 >killed &\ntries=0; until ls c/*/head >/dev/null 2>&1 || [ $tries = 2000 ]; do tries=$((tries + 1)); done\nkill -9 $!; wait");
    const Result resumed = driver.run(run + "--resume c --checkpoint-every 64");
    CHECK(resumed.code == 0);
    CHECK(resumed.out == driver.run(run).out);
}

TEST_CASE("74: no report is half written, and all else is told") {
    const Waiting driver;
    drop_line(driver.folder.path("drivers/d.c"), "leave this line out");
    std::string lines = "echo before >full/old; head -c 1M /dev/zero >full/rest 2>/dev/null; ls full >names\n", expected;
    for (const reports::Format& format : reports::formats()) {
        const std::string name(format.name);
        lines += "mmapck run d.json --variant ref --no-traces --report " + name + "=full/new --report " + name + "=full/old --report states=states >out 2>err\n"
                 "echo " + name + " $?; ls full | cmp - names; cat full/old; cut -d \" \" -f 1-3 states; cat err; tail -n 1 out\n";
        expected += name + " 74\nbefore\nd.json ref violated\n"
                           "mmapck: cannot write full/new: No space left on device\nmmapck: cannot write full/old: No space left on device\n"
                           "1 checked: 0 as expected, 1 unexpected, 0 vacuous, 0 inconclusive\n";
    }
    const auto full = driver.run_with_disk("16k", lines);
    if (!full) return;
    CHECK(full->out == expected);
    CHECK(full->err.empty());
}

TEST_CASE("74: a trace, a cache or standard output for which there is no space") {
    const Waiting driver;
    drop_line(driver.folder.path("drivers/d.c"), "leave this line out");
    const std::string one = "mmapck run d.json --variant ref ";
    const auto full = driver.run_with_disk("16k", "mkdir full/t full/c; head -c 1M /dev/zero >full/rest 2>/dev/null\n" +
                                                      one + "--trace-dir full/t >out; echo $?\n" + one + "--no-traces --cache full/c >>out; echo $?\n" +
                                                      one + "--no-traces >full/out; echo $?\nls full/t full/c\n");
    if (!full) return;
    CHECK(full->out == "74\n74\n74\nfull/c:\n\nfull/t:\n");
    CHECK(full->err == "mmapck: cannot write full/t/d.ref.trace.json: No space left on device\n"
                       "mmapck: 0 of 1 verdicts were in the cache\nmmapck: 1 verdict could not be kept in full/c\n"
                       "mmapck: standard output cannot be written to\n");
}

}  // namespace
}  // namespace mmapck::cli::tests
