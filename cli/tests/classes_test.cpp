// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string unmaps(const std::string& inputs) {
    return "{ \"scenario\": \"s\", \"kernel\": \"ref\", \"processes\": { \"p\": { \"pages\": 1 } },\n\"inputs\": { " + inputs +
           " },\n\"tasks\": { \"A\": { \"run\": [\"sys_munmap(addr, len)\"] } } }\n";
}

}  // namespace

TEST_CASE("classes of inputs are printed, run, reported and the same again") {
    const TemporaryFolder folder;
    folder.write("s.json", unmaps("\"addr\": {}, \"len\": { \"where\": \"len != 0\" }"));
    const Result printed = shell(folder.path("."), "mmapck classes s.json");
    INFO(printed.out << printed.err);
    REQUIRE(printed.code == 0);
    CHECK(has(printed.out, "s.json ref: 4 classes of inputs\n"));
    CHECK(has(printed.out, "addr = 0, len = 1\n    holds; sys_munmap() = 0\n"));
    CHECK(has(printed.out, "addr = 1, len = 1\n    holds; sys_munmap() = -EINVAL\n    not len == 0  (s.json:2)\n    not (addr & 4095) == 0  ("));
    CHECK(!has(printed.out, "len = 0"));
    CHECK(shell(folder.path("."), "mmapck classes s.json").out == printed.out);

    CHECK(shell(folder.path("."), "mmapck run s.json --report json=r.json").code == 0);
    const auto classes = nlohmann::json::parse(content(folder.path("r.json"))).at("results").at(0).at("classes_of_inputs");
    REQUIRE(classes.size() == 4);
    CHECK(classes[0].at("representative") == nlohmann::json{{"addr", "0"}, {"len", "1"}});
    CHECK(classes[0].at("returned").at(0) == "sys_munmap() = 0");
    CHECK(classes[0].at("tests").size() >= 3);
}

TEST_CASE("a violation that one class of inputs leads to can be replayed") {
    const TemporaryFolder folder;
    folder.write("drivers/d.c", "#include <mmapck/driver.h>\nstatic bool marked[2];\n"
                                "__syscall static long mark(u64 at) { if (at + 1 > 2) return -EINVAL; marked[at] = true; return 0; }\n");
    folder.write("s.json", R"json({ "scenario": "s", "kernel": "ref", "drivers": ["drivers/d.c"], "processes": { "p": { "pages": 1 } },
"inputs": { "at": {} }, "tasks": { "A": { "run": ["mark(at)"] } }, "expect": { "violates": "out-of-bounds" } })json");
    const Result run = shell(folder.path("."), "mmapck run s.json --explain --trace-dir t");
    INFO(run.out << run.err);
    CHECK(run.code == 0);
    CHECK(has(run.out, "18446744073709551615"));
    CHECK(shell(folder.path("."), "mmapck replay t/*.trace.json").code == 0);
}

TEST_CASE("conditions that contradict each other, and that are no C, are errors with a place") {
    const TemporaryFolder folder;
    folder.write("s.json", unmaps("\"addr\": { \"where\": [\"addr < 2\", \"addr > 5\"] }, \"len\": {}"));
    const Result contradictory = shell(folder.path("."), "mmapck run s.json");
    CHECK(contradictory.code == 65);
    CHECK(has(contradictory.err, "s.json:2:14: error: no values of the inputs meet all that is said of them"));
    folder.write("s.json", unmaps("\"addr\": { \"where\": \"adr < 2\" }, \"len\": {}"));
    const Result misspelt = shell(folder.path("."), "mmapck classes s.json");
    CHECK(misspelt.code == 65);
    INFO(misspelt.err);
    CHECK(has(misspelt.err, "s.json:2:33: error: use of undeclared identifier 'adr'"));
}

TEST_CASE("without a solver, nothing is decided, and it is said why") {
    const TemporaryFolder folder;
    folder.write("s.json", unmaps("\"addr\": {}, \"len\": {}"));
    folder.write("bin/z3", "#!/bin/sh\nexit 3\n");
    const Result run = shell(folder.path("."), "chmod +x bin/z3; PATH=$PWD/bin:$PATH mmapck run s.json");
    INFO(run.out << run.err);
    CHECK(run.code == 4);
    CHECK(has(run.out, "classes of inputs: the solver"));
}
