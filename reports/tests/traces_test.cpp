// SPDX-License-Identifier: Apache-2.0
// Formats that show counterexamples: mermaid, dot, itf, perfetto.
#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "reports/tests/compiled.h"
#include "reports/tests/consumer.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

struct Fixture {
    Fixture() {
        leak.program.tasks[1].name = "A;\"\\#<b>";
        expected.expectation.violates.push_back({leak.verdict.counterexamples.at(0).violation.kind, {}});
    }
    tests::Subject leak = tests::check_model("leak.c", 1);
    tests::Subject order = tests::check_model("deadlock.c", 0, false);
    Checked leaked{{"leak", "s/le\"a;k#\\.json", "v7.1", ""}, {}, &leak.program, leak.verdict};
    Checked expected = leaked;
    Checked cycle{{"order", "s/order.json", "ref", ""}, {}, &order.program, order.verdict};
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE_FIXTURE(Fixture, "one counterexample: the first that was not expected; the others are counted") {
    for (const char* format : {"mermaid", "dot", "itf"}) {
        INFO(format);
        CHECK(has(tests::written(format, {expected, cycle, leaked}), "order"));
        CHECK(has(tests::written(format, {expected, cycle, leaked}), "2 other counterexamples of this run not shown"));
        CHECK_FALSE(has(tests::written(format, {expected}), "not shown"));
        CHECK(has(tests::written(format, {expected}), "k"));
    }
}

TEST_CASE_FIXTURE(Fixture, "mermaid: locks are active while they are held; names are entities") {
    const std::string text = tests::written("mermaid", {leaked});
    CHECK(text.rfind("sequenceDiagram\n", 0) == 0);
    CHECK(has(text, "participant T1 as A#59;#34;#92;#35;#60;b>\n"));
    CHECK(has(text, "participant L1 as region_mutex\n"));
    CHECK(has(text, "T1->>L1: takes\nactivate L1\nNote over T1: area_allocate() fails\n"));
    CHECK(has(text, "T1->>L0: releases\ndeactivate L0\n"));
    CHECK(has(text, "T1->>L0: takes\nactivate L0\nNote over T1: region_prepare()\nT1->>L1: takes\nactivate L1\n"));
    CHECK(text.find("deactivate L1") < text.rfind("activate L1"));  // given back in the setup, not by the task
    CHECK(has(text, "Note over T1: VIOLATED lock-held-at-return\n"));
}

TEST_CASE_FIXTURE(Fixture, "dot: Graphviz reads it") {
    const std::string text = tests::written("dot", {leaked, cycle});
    if (const auto code = tests::consume("dot", "dot -Tcanon %s", text)) CHECK(*code == 0);
    if (const auto code = tests::consume("dot", "dot -Tcanon %s", tests::written("dot", {}))) CHECK(*code == 0);
    if (const auto code = tests::consume("dot", "dot -Tcanon %s", text.substr(0, text.rfind('}')))) CHECK(*code != 0);
    CHECK(has(tests::written("dot", {cycle}), " [style=dashed];\n"));
}

TEST_CASE_FIXTURE(Fixture, "itf: a state before the run and one after each move, a value for each variable") {
    const nlohmann::json itf = nlohmann::json::parse(tests::written("itf", {leaked}));
    CHECK(itf.at("states").size() == leaked.verdict.counterexamples[0].trace.moves + 1);
    for (std::size_t i = 0; i < itf.at("states").size(); ++i) {
        const nlohmann::json& state = itf["states"][i];
        CHECK(state.at("#meta").at("index") == i);
        CHECK(state.size() == itf.at("vars").size() + 1);
        for (const nlohmann::json& variable : itf["vars"]) {
            CHECK(state.contains(variable.get<std::string>()));
        }
    }
    CHECK(nlohmann::json::parse(tests::written("itf", {})).at("states").empty());
}

/// Slices of a thread must nest: every end has its begin, and at the end none is open. Empty, or what is wrong.
std::string nesting_error(const nlohmann::json& trace) {
    std::map<std::pair<int, int>, int> depth;
    std::map<std::pair<int, int>, long> time;
    for (const nlohmann::json& event : trace.at("traceEvents")) {
        const std::pair<int, int> thread{event.at("pid"), event.at("tid")};
        const std::string phase = event.at("ph");
        if (phase == "M") continue;
        if (event.at("ts").get<long>() < time[thread]) return "time runs back";
        time[thread] = event.at("ts");
        depth[thread] += phase == "B" ? 1 : phase == "E" ? -1 : 0;
        if (depth[thread] < 0) return "an end without a begin";
    }
    for (const auto& [thread, open] : depth) {
        if (open != 0) return "a begin without an end";
    }
    return "";
}

TEST_CASE_FIXTURE(Fixture, "perfetto: slices nest, locks have threads") {
    const std::string text = tests::written("perfetto", {leaked, cycle});
    nlohmann::json trace = nlohmann::json::parse(text);
    CHECK(nesting_error(trace) == "");
    CHECK(has(text, "lock region_mutex by A"));
    CHECK(has(text, "FAULT area_allocate"));
    if (const auto code = tests::consume("jq", "jq -e '.traceEvents | length > 10' %s", text)) CHECK(*code == 0);
    if (const auto code = tests::consume("jq", "jq -e '.traceEvents | length > 10' %s", text.substr(0, text.rfind(']')))) CHECK(*code != 0);
    nlohmann::json& events = trace["traceEvents"];
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].at("ph") == "B") {
            events.erase(events.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
    }
    CHECK(nesting_error(trace) == "an end without a begin");
    CHECK(nlohmann::json::parse(tests::written("perfetto", {})).at("traceEvents").empty());
}

}  // namespace
