// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

std::string report(const std::string& results) {
    return "{\"format\": \"mmapck-report\", \"version\": 1, \"results\": [" + results + "]}";
}

std::string result(const std::string& outcome) {
    return "{\"file\": \"a.json\", \"variant\": \"ref\", \"outcome\": \"" + outcome +
           "\", \"status\": \"holds\", \"expected\": \"holds\", \"counterexamples\": [], \"statistics\": {\"states\": 3}}";
}

}  // namespace

TEST_CASE("diff ends with 1 if a finding is introduced, and with 65 if there is nothing to compare") {
    const TemporaryFolder folder;
    folder.write("good.json", report(result("expected")));
    folder.write("bad.json", report(result("vacuous")));
    folder.write("broken.json", "{");
    CHECK(shell(folder.path("."), "mmapck diff good.json good.json").code == 0);
    const Result worse = shell(folder.path("."), "mmapck diff good.json bad.json");
    CHECK(worse.code == 1);
    CHECK(worse.out == "## mmapck: 1 introduced, 0 fixed, 0 preexisting\n\n### Introduced (1)\n\n    a.json ref: vacuous: something was never tested\n");
    CHECK(shell(folder.path("."), "mmapck diff bad.json good.json").code == 0);
    CHECK(shell(folder.path("."), "mmapck diff good.json broken.json").code == 65);
    const Result missing = shell(folder.path("."), "mmapck diff good.json gone.json");
    CHECK(missing.code == 65);
    CHECK(missing.err == "mmapck: cannot open gone.json: No such file or directory\n");
}
