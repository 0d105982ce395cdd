// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/file.h"
#include "reports/json.h"
#include "reports/tests/compiled.h"
#include "reports/tests/schema_walker.h"

using namespace mmapck;
using namespace mmapck::reports;
using nlohmann::json;

namespace {

json schema(const std::string& name) {
    return json::parse(read_file(std::string(MMAPCK_SOURCE_DIR) + "/reports/schema/" + name).content);
}

std::string report_of(const std::vector<Checked>& all) {
    std::ostringstream out;
    JsonReport report(out, "0.1.0");
    for (const Checked& checked : all) {
        report.add(checked);
    }
    report.finish();
    return out.str();
}

Checked checked(const tests::Subject& subject) {
    Checked result;
    result.context = {"a leak", "leak.json", "v7.1", "mmapck replay leak.v7.1.trace.json"};
    result.program = &subject.program;
    result.verdict = subject.verdict;
    return result;
}

TEST_CASE("a report fits its schema, and says the same bytes twice") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const tests::Subject order = tests::check_model("deadlock.c", 0);
    const tests::Subject deadlock = tests::check_model("deadlock.c", 0, false);
    std::vector<Checked> all{checked(leak), checked(order), checked(deadlock)};
    all[1].expectation.violates = {{"lock-order", {}}};
    all[2].verdict.vacuities = {{checker::Vacuity::Subject::hook, "abort", "no run called it", false}};
    const std::string text = report_of(all);
    CHECK(text == report_of(all));
    const json report = json::parse(text);
    CHECK(tests::mismatch(schema("report.schema.json"), report) == "");
    CHECK(report["totals"] == json{{"checked", 3}, {"expected", 1}, {"unexpected", 2}, {"vacuous", 0}, {"inconclusive", 0}});
    CHECK(report["results"][0]["status"] == "violated");
    CHECK(report["results"][0]["outcome"] == "unexpected");
    CHECK(report["results"][0]["expected"] == "holds");
    CHECK(report["results"][1]["expected"]["violates"] == json{"lock-order"});
}

TEST_CASE("a counterexample has its faults, what is held, and every step") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const json report = json::parse(report_of({checked(leak)}));
    const json& found = report["results"][0]["counterexamples"][0];
    CHECK(found["violation"]["kind"] == "lock-held-at-return");
    CHECK(found["violation"]["task"] == "A");
    REQUIRE(found["faults"].size() == 1);
    CHECK(found["faults"][0]["site"] == "area_allocate");
    CHECK(found["faults"][0]["class"] == "alloc-theoretical");
    CHECK(found["faults"][0]["result"] == "-ENOMEM");
    CHECK(found["faults"][0]["calls"] == json{"map(0, 2)", "map_region", "area_allocate"});
    CHECK(found["call"] == json{{"task", "A"}, {"call", "map(0, 2)"}, {"returned", "-ENOMEM"}});
    REQUIRE(found["held"].size() == 1);
    CHECK(found["held"][0]["object"] == "region_mutex");
    CHECK(found["held"][0]["not_called"].size() == 2);
    CHECK(found["cost"]["faults"] == 1);
    CHECK(found["steps"].size() == leak.verdict.counterexamples[0].trace.steps.size());
    bool taken = false;
    for (const json& step : found["steps"]) {
        for (const json& change : step["changes"]) {
            taken |= change["cell"] == "region_mutex.owner" && step["task"] == "A";
        }
    }
    CHECK(taken);
}

TEST_CASE("lines and branches count the results that reach them") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const auto file_of = [](const json& report) {
        for (const json& file : report.at("coverage").at("files"))
            if (file.at("file") == "leak.c") return file;
        return json();
    };
    const json once = file_of(json::parse(report_of({checked(leak)}))), twice = file_of(json::parse(report_of({checked(leak), checked(leak)})));
    REQUIRE(once.is_object());
    CHECK(once.at("lines").at("51") == 1);
    CHECK(twice.at("lines").at("51") == 2);
    bool forks = false;   // area_allocate() fails or does not
    for (const auto& [place, ways] : twice.at("branches").items()) forks |= place.rfind("51:", 0) == 0 && ways == json{{"0", 2}, {"1", 2}};
    CHECK(forks);
}

TEST_CASE("an empty run is a report, too") {
    const json report = json::parse(report_of({}));
    CHECK(tests::mismatch(schema("report.schema.json"), report) == "");
    CHECK(report["results"].empty());
}

TEST_CASE("markup, control characters and broken UTF-8 stay inside strings") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    Checked hostile = checked(leak);
    hostile.context.scenario = "<script>\"\\\n\x1b[2J \xc3\xa9 \xff";
    hostile.verdict.counterexamples[0].violation.words = "\x01\xfe</b>";
    const json report = json::parse(report_of({hostile}));
    CHECK(tests::mismatch(schema("report.schema.json"), report) == "");
    CHECK(report["results"][0]["scenario"] == "<script>\"\\\n\x1b[2J \xc3\xa9 \xef\xbf\xbd");
}

TEST_CASE("the schema check itself finds what does not fit") {
    json report = json::parse(report_of({}));
    const json rules = schema("report.schema.json");
    report["version"] = 2;
    CHECK(tests::mismatch(rules, report) == "/version: const");
    report["version"] = 1;
    report["more"] = true;
    CHECK(tests::mismatch(rules, report) == "/more: unknown key");
    report.erase("more");
    report.erase("totals");
    CHECK(tests::mismatch(rules, report) == ": required \"totals\"");
}

}  // namespace
