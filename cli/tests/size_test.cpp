// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Result size(const std::string& arguments) {
    const TemporaryFolder folder;
    return shell(folder.path("."), "mmapck new d >/dev/null && mmapck size " + arguments);
}

}  // namespace

TEST_CASE("size says why there are so many states") {
    const Result result = size("--variant ref d.json");
    CHECK(result.code == 0);
    CHECK(result.err == "");
    CHECK(result.out.rfind("d.json, kernel ref\n", 0) == 0);
    for (const char* part : {" moves from each, runs of up to ", "  growth: ", "  faults: ", "  what tells states apart", "    where A is ", "  steps whose moves find most states",
                             "  what to lower", "    at most 0 faults in a run "})
        CHECK_MESSAGE(has(result.out, part), part);
}

TEST_CASE("size as JSON has the same numbers as a search") {
    const auto json = nlohmann::json::parse(size("--variant ref --json d.json").out);
    CHECK(json["complete"] == true);
    CHECK(json["variant"] == "ref");
    const TemporaryFolder folder;
    const Result run = shell(folder.path("."), "mmapck new d >/dev/null && mmapck run --variant ref --report states=- d.json 2>/dev/null");
    CHECK(has(run.out, " " + std::to_string(json["states"].get<std::uint64_t>()) + "\n"));
    std::uint64_t states = 0;
    for (const auto& level : json["states_by_moves"]) states += level.get<std::uint64_t>();
    CHECK(states == json["states"]);
    CHECK(!json["variables"].empty());
    CHECK(!json["steps"].empty());
    for (const auto& lever : json["to_lower"]) CHECK(lever["states"] < json["states"]);
}

TEST_CASE("size that a limit ends is inconclusive") {
    const Result result = size("--variant ref --max-states 50 d.json");
    CHECK(result.code == 4);
    CHECK(has(result.out, "  not all: a limit was reached"));
}
