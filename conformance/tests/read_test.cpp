// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "conformance/read.h"
#include "conformance/tests/fixture.h"

using namespace mmapck::conformance;

namespace {

const std::string one_case = R"([{"case": "a", "what": "", "request": {"start": 100, "pages": 4, "flags": "rw-p", "file": null, "pgoff": 0},
  "existing": [], "hook": {"kind": "none", "sets_ops": false, "ops_have": []}}])";

std::string with(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string error_of(const std::string& text) { return parse_cases("cases.json", text).error; }

}  // namespace

TEST_CASE("a case as it is described") {
    const auto read = parse_cases("cases.json", one_case);
    REQUIRE(read.error == "");
    const Case& a = read.value.at("a");
    CHECK(a.start == 100);
    CHECK(a.pages == 4);
    CHECK(a.file == "");
    CHECK(a.hook.kind == Hook::Kind::none);
    CHECK(a.beyond == "");
}

TEST_CASE("what is wrong with a file of cases is said with its place") {
    CHECK(error_of("[{]") == "cases.json: this is not JSON");
    CHECK(error_of("{}") == "cases.json: expected an array, found object");
    CHECK(error_of(with(one_case, "100", "\"x\"")) == "cases.json: /0/request/start: expected a whole number, found string");
    CHECK(error_of(with(one_case, "100", "9223372036854775807")) == "cases.json: /0/request/start: the number is too large");
    CHECK(error_of(with(one_case, "100", "18446744073709551615")) == "cases.json: /0/request/start: the number is too large");
    CHECK(error_of(with(one_case, "\"flags\": \"rw-p\", ", "")) == "cases.json: /0/request: 'flags' is missing");
    CHECK(error_of(with(one_case, "\"sets_ops\": false", "\"sets_ops\": \"yes\"")) ==
          "cases.json: /0/hook/sets_ops: expected true, false or \"null\"");
    CHECK(error_of(one_case.substr(0, one_case.size() - 1) + "," + one_case.substr(1)) == "cases.json: /1/case: a second case 'a'");
    CHECK(read_cases("no such file").error == "no such file: cannot be read");
}

TEST_CASE("what the program does not know is not passed over") {
    const auto beyond = [](const std::string& text) { return parse_cases("", text).value.at("a").beyond; };
    CHECK(beyond(with(one_case, "\"ops_have\": []", "\"ops_have\": [], \"sleeps\": true")) == "a hook with 'sleeps'");
    CHECK(beyond(with(one_case, "\"none\"", "\"ioctl\"")) == "a hook of kind 'ioctl'");
    CHECK(beyond(with(one_case, "\"what\"", "\"weather\"")) == "'weather'");
}

TEST_CASE("runs as they were recorded") {
    const Fixture fixture = read_fixture();
    const Run& run = fixture.runs.at(8);
    CHECK(run.case_name == "prep_mapped");
    CHECK(run.where == "runs.json#8");
    REQUIRE(run.faults.size() == 2);
    CHECK(run.faults[0].site.op == "hook.mapped");
    CHECK(run.faults[1].index == 8);
    REQUIRE(run.outcome.end);
    CHECK(run.outcome.ret == -16);
    CHECK(run.outcome.end->vmas.at(0).name == "N1");
    CHECK(run.outcome.end->counters.total_vm == 4);
    CHECK(run.outcome.closed_at_teardown == std::vector<std::string>{"N1"});

    const Run& died = fixture.runs.at(4);
    CHECK(died.case_name == "prep_remap_hide_rmap");
    CHECK_FALSE(died.outcome.end);
}

TEST_CASE("what is wrong with a file of runs is said with its place") {
    const std::string run = R"([{"case": "a", "version": "7.0", "fault": 3, "fault_site": {"op": "x"}, "initial": [], "steps": []}])";
    CHECK(parse_runs("runs.json", run).error == "runs.json: /0/fault_site: 'in' is missing");
    CHECK(parse_runs("runs.json", "[1]").error == "runs.json: /0: expected an object, found number");
    CHECK(read_runs("no such file").error == "no such file: cannot be read");
}
