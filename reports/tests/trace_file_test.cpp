// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "reports/file.h"
#include "reports/tests/compiled.h"
#include "reports/tests/schema_walker.h"
#include "reports/trace_file.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

TraceOrigin origin() {
    TraceOrigin result;
    result.scenario = "scenarios/leak.json";
    result.variant = "v7.1";
    result.faults.at_most = 1;
    result.faults.sites = {"area_allocate"};
    result.faults.except_sites = {"submit"};
    result.passes.narrow_domains = false;
    return result;
}

TraceFile leak_trace(const tests::Subject& leak) {
    return record(leak.program, leak.verdict.counterexamples.at(0), origin());
}

std::string messages(const ReadTrace& read) { return lang::to_text(read.diagnostics); }

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), by);
}

TEST_CASE("a trace file fits its schema, is read back as it was, and says the same bytes twice") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const TraceFile trace = leak_trace(leak);
    const std::string text = to_json(trace);
    CHECK(text == to_json(leak_trace(leak)));
    const std::string rules = read_file(std::string(MMAPCK_SOURCE_DIR) + "/reports/schema/trace.schema.json").content;
    CHECK(tests::mismatch(nlohmann::json::parse(rules), nlohmann::json::parse(text)) == "");
    const ReadTrace read = read_trace("leak.trace.json", text);
    CHECK(messages(read) == "");
    REQUIRE(read.trace);
    CHECK(to_json(*read.trace) == text);
    CHECK(read.trace->steps == trace.steps);
    CHECK(read.trace->origin.faults.sites == origin().faults.sites);
    CHECK_FALSE(read.trace->origin.passes.narrow_domains);
}

TEST_CASE("a recorded trace is followed in the same program") {
    for (const bool lock_order : {true, false}) {
        const tests::Subject subject = tests::check_model("deadlock.c", 0, lock_order);
        const Rerun again = rerun(subject.program, record(subject.program, subject.verdict.counterexamples.at(0), origin()));
        CHECK(again.difference == "");
        CHECK(again.same_program);
        CHECK(again.counterexample.trace == subject.verdict.counterexamples[0].trace);
    }
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const Rerun again = rerun(leak.program, leak_trace(leak));
    CHECK(again.difference == "");
    CHECK(again.counterexample.trace == leak.verdict.counterexamples[0].trace);
    CHECK(again.counterexample.violation.kind == "lock-held-at-return");
}

TEST_CASE("where a recorded trace and a changed program part is said") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    TraceFile trace = leak_trace(leak);
    const std::size_t last = trace.steps.size() - 1;
    const std::string last_text = trace.steps[last].text;
    trace.steps[last].text = "another_call()";
    Rerun again = rerun(leak.program, trace);
    CHECK(mentions(again.difference, "step " + std::to_string(last + 1) + ": recorded 'another_call()' at leak.c:"));
    CHECK(mentions(again.difference, "but now task A would do '" + last_text + "' at leak.c:"));
    trace.steps[last].text = last_text;
    trace.steps[0].task = "Z";
    CHECK(mentions(rerun(leak.program, trace).difference, "step 1: recorded"));
    CHECK(mentions(rerun(leak.program, trace).difference, "there is no task Z now"));
    trace = leak_trace(leak);
    trace.steps.pop_back();
    again = rerun(leak.program, trace);
    CHECK(again.difference == "the recorded run does not end in 'lock-held-at-return' now: the last step finishes without a violation");
    trace = leak_trace(leak);
    trace.invariant = "gone";
    CHECK(rerun(leak.program, trace).difference ==
          "the recorded violation is of the invariant 'gone', which the program does not have now");
    trace = leak_trace(leak);
    trace.fingerprint = "0000000000000000";
    CHECK_FALSE(rerun(leak.program, trace).same_program);
}

TEST_CASE("a step is found by its text where the ways out have moved") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    TraceFile trace = leak_trace(leak);
    for (TraceStep& step : trace.steps) {
        step.where = "moved.c:1";
    }
    CHECK(rerun(leak.program, trace).difference == "");
}

TEST_CASE("broken and truncated files are errors with their place") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const std::string text = to_json(leak_trace(leak));
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, text.size() / 2, text.size() - 2}) {
        const ReadTrace read = read_trace("t.trace.json", text.substr(0, length));
        CHECK_FALSE(read.trace);
        CHECK(mentions(messages(read), "t.trace.json:"));
        CHECK(mentions(messages(read), "error: "));
    }
    CHECK(mentions(messages(read_trace("t", "[]")), "expected an object, found an array"));
    CHECK(mentions(messages(read_trace("t", "{}")), "the key 'format' is missing here"));
}

TEST_CASE("other versions, formats, types and keys are errors that help") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const std::string text = to_json(leak_trace(leak));
    const auto wrong = [&](const std::string& old, const std::string& by) {
        const ReadTrace read = read_trace("t", replaced(text, old, by));
        CHECK_FALSE(read.trace);
        return messages(read);
    };
    CHECK(mentions(wrong("\"version\": 1", "\"version\": 2"), "t:3:14: error: this trace has version 2; only version 1 can be read"));
    CHECK(mentions(wrong("mmapck-trace", "mmapck-report"), "expected 'mmapck-trace', found 'mmapck-report'"));
    CHECK(mentions(wrong("\"way\":0", "\"way\":\"x\""), "expected an integer, found a string"));
    CHECK(mentions(wrong("\"way\":0", "\"way\":-1"), "expected an integer from 0 to 4294967295, found -1"));
    CHECK(mentions(wrong("\"task\":", "\"taks\":"), "did you mean 'task'?"));
    CHECK(mentions(wrong("\"at_most\": 1", "\"at_most\": 1, \"at_most\": 2"), "'at_most' is here twice"));
    CHECK(mentions(wrong("\"area_allocate\"", "7"), "expected a string, found an integer"));
}

}  // namespace
