// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/scenario/scenario.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck;

TEST_CASE("scenarios are found below folders, sorted, each once") {
    const TemporaryFolder folder;
    for (const char* name : {"b/z.json", "b/a.json", "a.json", "a.trace.json", "schema/s.json", ".hidden/h.json", ".h.json", "b/notes.txt"})
        folder.write(name, "{}");
    const scenario::Found found = scenario::find({folder.path(""), folder.path("b"), folder.path("a.json")});
    CHECK(found.diagnostics.empty());
    CHECK(found.paths == std::vector<std::string>{folder.path("a.json"), folder.path("b/a.json"), folder.path("b/z.json")});
}

TEST_CASE("what the program wrote itself is no scenario") {
    const TemporaryFolder folder;
    folder.write("a.json", "{ \"scenario\": \"about \\\"format\\\"\" }");
    folder.write("report.json", "{\n\"format\": \"mmapck-report\",\n\"version\": 1 }");
    CHECK(scenario::find({folder.path("")}).paths == std::vector<std::string>{folder.path("a.json")});
    const scenario::Found named = scenario::find({folder.path("report.json")});
    CHECK(named.paths.empty());
    REQUIRE(named.diagnostics.size() == 1);
    CHECK(named.diagnostics[0].message == "mmapck wrote this file; it is no scenario");
}

TEST_CASE("paths without a scenario are errors") {
    const TemporaryFolder folder;
    folder.write("empty/x.txt", "");
    folder.write("x.trace.json", "{}");
    const scenario::Found found = scenario::find({folder.path("none"), folder.path("empty"), folder.path("x.trace.json")});
    CHECK(found.paths.empty());
    REQUIRE(found.diagnostics.size() == 3);
    CHECK(found.diagnostics[0].message == "there is no such file or folder");
    CHECK(found.diagnostics[1].message == "there is no scenario (*.json) below this folder");
    CHECK(found.diagnostics[2].suggestion == "mmapck replay " + folder.path("x.trace.json"));
}

TEST_CASE("the nearest name") {
    CHECK(scenario::nearest("scenaro", {"kernel", "scenario"}) == "scenario");
    CHECK(scenario::nearest("kernle", {"kernel", "scenario"}) == "kernel");
    CHECK(scenario::nearest("zzz", {"kernel", "scenario"}).empty());
    CHECK(scenario::nearest("", {"a", "b"}).empty());
    CHECK(scenario::nearest(std::string(1000, 'a'), {"aaaa"}).empty());
}
