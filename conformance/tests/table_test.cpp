// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "conformance/hook_calls.h"
#include "conformance/identities.h"
#include "conformance/tests/fixture.h"

using namespace mmapck::conformance;

namespace {

std::string error_of_table(const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / "mmapck-conformance-table.json";
    std::ofstream(path) << text;
    const std::string error = read_table(path.string()).error;
    std::filesystem::remove(path);
    return error.substr(error.find(": ") + 2);
}

}  // namespace

TEST_CASE("a version is of the generation of its longest beginning") {
    Table table;
    table.kernels = {{"7", "v7.0"}, {"7.1", "v7.1"}, {"7.1.3", "v7.3"}};
    CHECK(kernel_of(table, "7.1.3") == "v7.3");
    CHECK(kernel_of(table, "7.1.30") == "v7.1");
    CHECK(kernel_of(table, "7.10") == "v7.0");
    CHECK(kernel_of(table, "7.1-rc6") == "v7.1");
    CHECK(kernel_of(table, "6.12") == "");
}

TEST_CASE("what is wrong with a table is said with its place") {
    CHECK(read_table("no such file").error == "no such file: cannot be read");
    CHECK(error_of_table("{}") == "'kernels' is missing");
    CHECK(error_of_table(R"({"kernels": {}, "operations": [], "steps": [{"function": "f"}], "checks": {}, "violations": {}, "ownerless": []})") ==
          "/steps/0: expected one of 'entered', 'returns', 'passes', 'fails', 'stores' and 'tells'");
    CHECK(error_of_table(R"({"kernels": {}, "operations": [], "steps": [{"function": "f", "stores": "v"}], "checks": {}, "violations": {}, "ownerless": []})") ==
          "/steps/0: 'step' is missing");
}

TEST_CASE("no row of the model's table is there twice") {
    const Table table = read_fixture().table;
    std::set<std::string> sites;
    for (const OperationRow& row : table.operations) CHECK_MESSAGE(sites.insert(row.site).second, row.site);
    std::set<std::tuple<std::string, Occasion, std::string>> rows;
    for (const StepRow& row : table.steps) CHECK_MESSAGE(rows.insert({row.function, row.occasion, row.subject}).second, row.function);
}

TEST_CASE("names of VMAs") {
    Identities identities({"L", "O1"});
    identities.duplicated(3, 2);
    identities.duplicated(4, 2);
    identities.made(5);
    identities.made(3);
    CHECK(identities.name(1) == "L");
    CHECK(identities.name(4) == "O1'2");
    CHECK(identities.name(5) == "N1");
    CHECK(identities.name(3) == "N2");
    CHECK(identities.name(0) == "absent");
}

TEST_CASE("hook calls are counted from the steps") {
    EndState end;
    count_hook_calls({"limit:ok", "hook.mmap_prepare:ok", "hook.mmap_prepare:-6", "hook.open:N1", "hook.close:N1", "hook.mmap:N1:ok", "hook.mmap:N2:-5",
                      "hook.mapped:N1:ok", "hook.mapped:absent:ok", "hook.success:N1:-11", "hook.success:N1:ok", "hook.error:-105"},
                     end);
    CHECK(end.hooks == std::map<std::string, HookCalls>{{"N1", {1, 1, 1, 1}}});
    CHECK(end.prepare_ok == 1);
    CHECK(end.prepare_failed == 1);
    CHECK(end.success_calls == 1);
    CHECK(end.error_calls == 1);
}

TEST_CASE("the hooks that made what a case begins with") {
    Case made;
    made.existing = {{"L", "F", false}, {"O1", "X", false}, {"R", "", false}};
    made.hook.kind = Hook::Kind::mmap_prepare;
    made.hook.ops_have = {"mapped"};
    CHECK(hook_calls_before(made) == std::map<std::string, HookCalls>{{"L", {0, 1, 0, 0}}, {"O1", {1, 0, 0, 0}}});
    made.hook.kind = Hook::Kind::mmap;
    CHECK(hook_calls_before(made) == std::map<std::string, HookCalls>{{"L", {1, 0, 0, 0}}, {"O1", {1, 0, 0, 0}}});
}
