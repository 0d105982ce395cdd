// SPDX-License-Identifier: Apache-2.0
#include "conformance/tests/fixture.h"

#include <doctest/doctest.h>

namespace mmapck::conformance {

Fixture read_fixture() {
    const std::string source = MMAPCK_SOURCE_DIR, folder = source + "/conformance/tests/fixture/";
    const auto cases = read_cases(folder + "cases.json");
    const auto runs = read_runs(folder + "runs.json");
    const auto table = read_table(source + "/model/kernel/conformance/steps.json");
    REQUIRE(cases.error == "");
    REQUIRE(runs.error == "");
    REQUIRE(table.error == "");
    return {cases.value, runs.value, table.value, {source + "/model/kernel", {}, 2}};
}

}  // namespace mmapck::conformance
