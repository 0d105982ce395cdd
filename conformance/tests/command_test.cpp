// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "conformance/command.h"

using namespace mmapck;

namespace {

const std::string source = MMAPCK_SOURCE_DIR;
const std::string cases = source + "/conformance/tests/fixture/cases.json", runs = source + "/conformance/tests/fixture/runs.json";

struct Ended {
    cli::ExitCode code;
    std::string out, err;
};

Ended run(const std::vector<std::string>& arguments) {
    const std::string model = source + "/model/kernel";
    std::vector<const char*> argv{"mmapck-conformance", "--model", model.c_str()};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::ostringstream out, err;
    const cli::ExitCode code = conformance::run_command(static_cast<int>(argv.size()), argv.data(), out, err);
    return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("the command says how many runs agree, and its exit code whether all do") {
    const Ended all = run({cases, runs, "--case", "prep_mapped", "--defects"});
    CHECK(all.code == cli::ExitCode::as_expected);
    CHECK(all.out.rfind("2 of 2 runs agree\n1 of 1 run with an anomaly of the kernel violate an invariant of the model\n", 0) == 0);
    const Ended none = run({"--kernel", "7.2=v7.0", cases, runs, "--case", "prep_mapped"});
    CHECK(none.code == cli::ExitCode::not_as_expected);
    CHECK(none.out.rfind("0 of 2 runs agree\n", 0) == 0);
    CHECK(run({"--kernel", "7.2=v7.0", cases, runs, "--case", "prep_mapped", "--at-least", "0"}).code == cli::ExitCode::as_expected);
}

TEST_CASE("both runs can be shown") {
    const Ended shown = run({cases, runs, "--case", "compat_mapped", "--show"});
    CHECK(shown.out.find("  kernel: returns 100; map_writable:ok limit:ok clean") != std::string::npos);
    CHECK(shown.out.find("  model:  returns 100; map_writable:ok limit:ok clean") != std::string::npos);
    CHECK(shown.out.find("  agrees\n") != std::string::npos);
}

TEST_CASE("what is wrong with the arguments or the files is said") {
    const auto message = [](const std::vector<std::string>& arguments, cli::ExitCode code) {
        const Ended ended = run(arguments);
        CHECK(ended.code == code);
        CHECK(ended.out.empty());
        return ended.err.substr(0, ended.err.find('\n'));
    };
    CHECK(message({cases}, cli::ExitCode::usage) == "mmapck-conformance: RUNS is required");
    CHECK(message({cases, runs, "--kernel", "7.2"}, cli::ExitCode::usage) == "mmapck-conformance: --kernel: expected VERSION=GENERATION, found '7.2'");
    CHECK(message({cases, runs, "--kernel", "7.2=v9.9"}, cli::ExitCode::usage) == "mmapck-conformance: --kernel: the model has no generation 'v9.9'");
    CHECK(message({cases, runs, "--case", "none"}, cli::ExitCode::invalid_input) == "mmapck-conformance: no run is of case 'none'");
    CHECK(message({"no such file", runs}, cli::ExitCode::invalid_input) == "mmapck-conformance: no such file: cannot be read");
    CHECK(message({cases, "no such file"}, cli::ExitCode::invalid_input) == "mmapck-conformance: no such file: cannot be read");
    CHECK(run({"--help"}).code == cli::ExitCode::as_expected);
}
