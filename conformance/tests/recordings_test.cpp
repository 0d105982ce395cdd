// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "conformance/report.h"
#include "conformance/tests/fixture.h"

using namespace mmapck::conformance;

namespace fs = std::filesystem;

namespace {

/// Where the recordings are: $MMAPCK_ORACLE, or ../shared/oracle beside the source tree. They are not part of it.
fs::path recordings() {
    const char* variable = std::getenv("MMAPCK_ORACLE");
    return variable != nullptr ? fs::path(variable) : fs::path(MMAPCK_SOURCE_DIR).parent_path() / "shared" / "oracle";
}

/// How many runs of each file agreed when this was last looked at: lines "7.0.json 838".
std::map<std::string, std::size_t> known_to_agree() {
    std::ifstream in(fs::path(MMAPCK_SOURCE_DIR) / "conformance" / "tests" / "agreeing-runs.txt");
    std::map<std::string, std::size_t> known;
    std::string file;
    for (std::size_t count = 0; in >> file >> count;) known[file] = count;
    return known;
}

}  // namespace

TEST_CASE("no run of a real kernel stops agreeing, and each of its anomalies is a violation") {
    const fs::path folder = recordings();
    if (!fs::exists(folder / "cases.json")) {
        MESSAGE("no recordings in " << folder.string());
        return;
    }
    const auto cases = read_cases((folder / "cases.json").string());
    REQUIRE(cases.error == "");
    const Fixture fixture = read_fixture();
    for (const auto& [file, agreed] : known_to_agree()) {
        if (!fs::exists(folder / file)) continue;
        const auto runs = read_runs((folder / file).string());
        REQUIRE(runs.error == "");
        const auto checked = check_runs(cases.value, runs.value, fixture.table, fixture.options);
        const std::string report = (folder / file).string() + ": " + to_text(runs.value, checked, {});
        CHECK_MESSAGE(count_agreeing(checked) >= agreed, report);
        const std::string defects = (folder / file).string() + ": " + defects_to_text(runs.value, checked);
        CHECK_MESSAGE(count_unnoticed(runs.value, checked) == 0, defects);
    }
}
