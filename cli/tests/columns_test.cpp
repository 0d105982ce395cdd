// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>

#include "cli/tests/new_driver.h"

using namespace mmapck::cli::tests;

namespace {

/// Diagnostics are one line each, as those of compilers, so that editors find them; below stands the source as it is.
bool is_diagnostic(const std::string& line) {
    for (const char* kind : {": error: ", ": remark: ", ": note: ", " | "})
        if (line.find(kind) != line.npos) return true;
    return false;
}

}  // namespace

TEST_CASE("what commands print for people fits 80 columns") {
    const NewDriver driver;
    for (const std::string call : {"munmap(0, 1)", "assert(munmap(0, 1) == 0)"})   // small enough for the solver: one holds, one is violated
        driver.folder.write(call[0] == 'a' ? "violated.json" : "small.json",
                            "{ \"scenario\": \"small\", \"kernel\": \"ref\", \"processes\": { \"p\": { \"pages\": 1 } }, \"tasks\": { \"A\": { \"run\": [\"" + call + "\"] } }, \"bounds\": { \"NR_VMAS\": 1 } }");
    std::filesystem::create_directory(driver.folder.path("scenarios"));
    copy_from_source("scenarios/drivers", driver.folder.path("scenarios/drivers"));
    for (const char* name : {"inputs/ioctl-wraps.json", "locks/opposite-order.json"}) {
        std::filesystem::create_directories(std::filesystem::path(driver.folder.path("scenarios") + "/" + name).parent_path());
        copy_from_source(std::string("scenarios/") + name, driver.folder.path("scenarios/" + std::string(name)));
    }
    const char* const commands[] = {
        "--help", "run --help", "prove --help", "completion --help", "--version", "nonsense", "run", "run --nonsense x", "run --faults 17 d.json", "run --max-memory 1Q d.json",
        "run --report xml=f d.json", "run --gate none d.json", "run --variant rfc d.json", "run --resume none d.json", "run --waivers none --today 2027-01-31 d.json", "run --changed-since none d.json",
        "run --report json=/dev/full d.json", "run d.json", "run --explain --no-traces scenarios", "run --max-states 5 d.json", "run --max-memory 1K d.json", "run --timings=no d.json", "run nowhere",
        "run --distributed --reduce stubborn d.json", "run --faults 0 d.json", "matrix --no-traces nowhere", "show d.json", "show scenarios", "size --variant ref d.json", "list", "list nonsense",
        "lint --solver small.json", "fmt nowhere", "new d", "new a-b", "classes d.json", "classes scenarios/inputs", "explain deadlock", "explain nonsense",
        "explain lock-held", "explore d.json", "explore --variant ref d.json", "graph lock-order d.json", "graph nonsense d.json", "graph control-flow --function nonsense --variant ref d.json", "diff d.json d.json",
        "diff nowhere nowhere", "replay d.json", "replay nowhere", "export promela d.json", "export nonsense d.json", "prove --resources 1 small.json", "prove small.json violated.json",
        "prove --invariant nonsense d.json", "verify-certificate d.json", "verify-certificate nowhere", "completion csh"};
    for (const std::string command : commands) {
        CAPTURE(command);
        const Result result = driver.run("mmapck " + command + " </dev/null");
        CHECK(result.out.size() + result.err.size() > 0);
        std::istringstream lines(result.out + result.err);
        for (std::string line; std::getline(lines, line);)
            if (!is_diagnostic(line)) CHECK_MESSAGE(line.size() <= 80, line);
    }
}
