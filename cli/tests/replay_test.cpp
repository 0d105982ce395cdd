// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"
#include "reports/tests/schema_walker.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A folder with a driver that keeps its mutex, and the trace that shows it.
struct Recorded {
    Recorded() {
        REQUIRE(shell(folder.path("."), "mmapck new d").code == 0);
        drop_line(driver, "leave this line out");
        found = shell(folder.path("."), "mmapck run --variant ref d.json");
        REQUIRE(found.code == 1);
    }
    Result replay(const std::string& arguments = "mmapck-traces/d.ref.trace.json") const { return shell(folder.path("."), "mmapck replay " + arguments); }
    TemporaryFolder folder;
    const std::string driver = folder.path("drivers/d.c"), trace = folder.path("mmapck-traces/d.ref.trace.json");
    Result found;
};

}  // namespace

TEST_CASE("replay prints the trace that run printed") {
    const Recorded recorded;
    const Result again = recorded.replay();
    CHECK(again.code == 0);
    CHECK(again.err == "");
    CHECK(again.out.rfind("mmapck: VIOLATED ", 0) == 0);
    CHECK(has(recorded.found.out, again.out));
    const json schema = json::parse(content(MMAPCK_SOURCE_DIR "/reports/schema/trace.schema.json"));
    CHECK(mmapck::reports::tests::mismatch(schema, json::parse(content(recorded.trace))) == "");
}

TEST_CASE("replay finds the scenario from other folders") {
    const Recorded recorded;
    CHECK(shell(recorded.folder.path("mmapck-traces"), "mmapck replay d.ref.trace.json").code == 0);
    CHECK(shell("/", "mmapck replay " + recorded.trace).code == 0);
    fs::rename(recorded.folder.path("d.json"), recorded.folder.path("e.json"));
    const Result gone = recorded.replay();
    CHECK(gone.code == 65);
    CHECK(has(gone.err, "d.json: error: there is no such file"));
}

TEST_CASE("replay on a driver that was mended says where it first differs") {
    const Recorded recorded;
    shell(recorded.folder.path("."), "mmapck new d --dir whole && cp whole/drivers/d.c drivers/d.c");
    const Result result = recorded.replay();
    CHECK(result.code == 1);
    CHECK(result.out.rfind("mmapck: mmapck-traces/d.ref.trace.json: ", 0) == 0);
    CHECK(has(result.out, "; the model has changed since the trace was recorded\n"));
}

TEST_CASE("replay on another model says where it first differs") {
    const Recorded recorded;
    copy_from_source("model/kernel", recorded.folder.path("kernel"));
    CHECK(recorded.replay("mmapck-traces/d.ref.trace.json --model-dir kernel").code == 0);
    shell(recorded.folder.path("."), "sed -i 's/fault(\"vm_area_alloc\", -ENOMEM, FAULT_ALLOC_THEORETICAL)/0/' kernel/mm/vma.c");
    const Result result = recorded.replay("mmapck-traces/d.ref.trace.json --model-dir kernel");
    CHECK(result.code == 1);
    CHECK(has(result.out, "vma.c"));
    CHECK(has(result.out, "\nfollowed "));
}

TEST_CASE("replay survives edits beside the trace") {
    const Recorded recorded;
    shell(recorded.folder.path("."), "sed -i '1i /* one line more */' drivers/d.c");
    const Result result = recorded.replay();
    CHECK(result.code == 0);
    CHECK(has(result.out, "mmapck: VIOLATED "));
}

TEST_CASE("a scenario without the variant of the trace is told") {
    const Recorded recorded;
    shell(recorded.folder.path("."), "sed -i 's/, \"ref\"//' d.json");
    const Result result = recorded.replay();
    CHECK(result.code == 1);
    CHECK(result.err == "mmapck: d.json has no variant 'ref' any more\n");
}

TEST_CASE("traces that are broken are refused, with their place") {
    const Recorded recorded;
    const std::string whole = content(recorded.trace);
    const auto refused = [&](const std::string& name, const std::string& text, const std::string& message) {
        recorded.folder.write(name, text);
        const Result result = recorded.replay(name);
        INFO(name);
        CHECK(result.code == 65);
        CHECK(result.out == "");
        CHECK_MESSAGE(has(result.err, message), result.err);
    };
    refused("empty", "", "empty:1:1: error: ");
    refused("cut", whole.substr(0, whole.size() / 2), "cut:");
    std::string other = whole;
    other.replace(other.find("\"version\": 1"), 12, "\"version\": 99");
    refused("old", other, "old:3:");
    other = whole;
    other.replace(other.find("\"variant\""), 9, "\"varient\"");
    refused("key", other, "key:5:");
    refused("scenario", content(recorded.folder.path("d.json")), "scenario:");
    refused("deep", std::string(10 << 20, '['), "deep:");
    refused("latin1", "{ \"format\": \"\xe9\" }", "latin1:1:");
    const Result missing = recorded.replay("nowhere");
    CHECK(missing.code == 65);
    CHECK(has(missing.err, "nowhere"));
    CHECK(recorded.replay("drivers").code == 65);
}

TEST_CASE("a trace without its last steps does not end in its violation") {
    const Recorded recorded;
    json trace = json::parse(content(recorded.trace));
    trace["steps"].erase(trace["steps"].size() - 1);
    recorded.folder.write("short.trace.json", trace.dump());
    const Result result = recorded.replay("short.trace.json");
    CHECK(result.code == 1);
    CHECK(has(result.out, "the model is the same"));
}
