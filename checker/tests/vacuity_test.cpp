// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/vacuity.h"

namespace mmapck::checker {
namespace {

using namespace program;

/// Task "A" with two locations and a fault step of site "s" between them; an invariant with a subject; a hook.
struct Example {
    Program program;
    Statistics statistics;

    Example() {
        program.frames.resize(2);
        program.frames[1].kind = FrameKind::hook;
        program.frames[1].function = "region_mmap_prepare";
        program.frames[1].hook = "mmap_prepare";
        program.faults.push_back({"s", FaultClass::driver, -12, 0, {}, true});
        program.locations.resize(3);
        program.locations[1].frame = 1;
        program.tasks.push_back({"A", TaskKind::normal, 0});
        step(0, 1, StepKind::no_fault);
        step(0, 1, StepKind::fault);
        step(1, 2, StepKind::plain);
        program.max_faults = 1;
        Invariant invariant;
        invariant.name = "an-invariant";
        invariant.subject = program.expressions.constant(1);
        invariant.condition = program.expressions.constant(1);
        program.invariants.push_back(invariant);
        statistics.steps_taken.assign(3, true);
        statistics.invariants_tested = {true};
    }

    void step(LocationId from, LocationId to, StepKind kind) {
        Step step;
        step.from = from;
        step.to = to;
        step.kind = kind;
        if (kind != StepKind::plain) step.fault = 0;
        program.locations[from].steps.push_back(static_cast<StepId>(program.steps.size()));
        program.steps.push_back(step);
    }

    std::vector<Vacuity> find() const { return vacuities(program, statistics); }
};

/// "fault s!" for each finding; '!' where it gates.
std::string told(const Example& example) {
    std::string text;
    for (const Vacuity& vacuity : example.find()) {
        const char* const subjects[] = {"fault ", "invariant ", "task ", "hook "};
        text += (text.empty() ? "" : ", ") + std::string(subjects[static_cast<int>(vacuity.subject)]) + vacuity.name;
        text += vacuity.gates ? "!" : "";
    }
    CHECK(is_vacuous(example.find()) == (text.find('!') != std::string::npos));
    return text;
}

TEST_CASE("nothing is vacuous when all was tested") {
    Example example;
    example.program.faults[0].site_named = example.program.faults[0].class_named = example.program.invariants[0].named = true;
    CHECK(told(example) == "");
}

TEST_CASE("a fault site that no run fails at is told, and gates when it or its class is named") {
    Example example;
    Fault other = example.program.faults[0];
    other.site = "other";
    other.fault_class = FaultClass::io;
    example.program.faults.push_back(other);
    CHECK(told(example) == "fault other");
    example.program.faults[1].site_named = true;
    CHECK(told(example) == "fault other!");
    example.program.faults[1].class_named = true;
    CHECK(told(example) == "fault other!, fault class io!");
}

TEST_CASE("a scenario with faults in which no run takes one is vacuous") {
    Example example;
    example.statistics.steps_taken[1] = false;
    CHECK(told(example) == "fault s, fault any!");
}

TEST_CASE("one place of a site is enough") {
    Example example;
    example.program.faults.push_back(example.program.faults[0]);
    CHECK(told(example) == "");
}

TEST_CASE("faults that nothing in the program can take are vacuous") {
    Example example;
    example.statistics.steps_taken[1] = false;
    example.program.faults[0].selected = false;
    CHECK(told(example) == "fault any!");
    example.program.faults.clear();
    CHECK(told(example) == "fault any!");
}

TEST_CASE("a program without faults cannot fail") {
    Example example;
    example.statistics.steps_taken[1] = false;
    example.program.max_faults = 0;
    CHECK(told(example) == "");
}

TEST_CASE("an invariant without its subject is told, and gates when it is named") {
    Example example;
    Invariant other = example.program.invariants[0];
    other.name = "other";
    example.program.invariants.push_back(other);
    example.statistics.invariants_tested = {true, false};
    CHECK(told(example) == "invariant other");
    example.program.invariants[1].named = true;
    CHECK(told(example) == "invariant other!");
    example.program.invariants.push_back(example.program.invariants[1]);  // a variant for another task
    example.statistics.invariants_tested.push_back(true);
    CHECK(told(example) == "");
    example.statistics.invariants_tested = {false, true, true};
    example.program.invariants[0].subject = no_expr;
    CHECK(told(example) == "invariant an-invariant");
    CHECK(example.find()[0].reason == "no run comes to a moment at which it is evaluated");
}

TEST_CASE("a scenario in which no invariant is ever tested is vacuous") {
    Example example;
    example.statistics.invariants_tested[0] = false;
    CHECK(told(example) == "invariant an-invariant, invariant any!");
}

TEST_CASE("a task that never gets past its beginning gates, a daemon does not") {
    Example example;
    example.statistics.steps_taken = {true, true, false};
    CHECK(told(example) == "task A!");
    example.program.tasks[0].kind = TaskKind::daemon;
    CHECK(told(example) == "");
}

TEST_CASE("a hook that no run enters is only told") {
    Example example;
    example.program.locations[1].frame = 0;
    CHECK(told(example) == "hook region_mmap_prepare");
}

TEST_CASE("every status has a name") {
    CHECK(std::string(name(Status::holds)) == "holds");
    CHECK(std::string(name(Status::violated)) == "violated");
    CHECK(std::string(name(Status::inconclusive)) == "inconclusive");
    CHECK(std::string(name(Status::vacuous)) == "vacuous");
}

TEST_CASE("a teardown is not missed where a task never ends") {
    Example example;
    example.program.tasks.push_back({"teardown", TaskKind::teardown, 3});
    example.program.locations.push_back({1, 0, true, false, false, {}});
    CHECK(told(example).empty());
    example.program.locations[2].final = true;   // now A ends
    CHECK(told(example) == "task teardown!");
}

}  // namespace
}  // namespace mmapck::checker
