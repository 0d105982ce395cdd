// SPDX-License-Identifier: Apache-2.0
#include "reports/causal_past.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "checker/replay/replay.h"
#include "reports/tests/compiled.h"
#include "reports/text.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

/// The counterexample with a move of B before all others, which changes nothing of it.
checker::Counterexample with_b_first(const tests::Subject& beside) {
    checker::Counterexample found = beside.verdict.counterexamples.at(0);
    const auto b = std::find_if(beside.program.tasks.begin(), beside.program.tasks.end(), [](const program::Task& task) { return task.name == "B"; });
    std::vector<checker::Taken> first;
    for (program::LocationId at = b->first; first.empty() || !beside.program.locations[at].interruptible;) {
        const program::StepId step = beside.program.locations[at].steps.at(0);
        first.push_back({step, 0, first.empty()});
        at = beside.program.steps[step].to;
    }
    found.trace.steps.insert(found.trace.steps.begin(), first.begin(), first.end());
    ++found.trace.moves;
    return found;
}

}  // namespace

TEST_CASE("what another task does beside it does not lead to a violation") {
    const tests::Subject beside = tests::check_model("beside.c", 0);
    REQUIRE(beside.verdict.counterexamples.size() == 1);
    const checker::Counterexample longer = with_b_first(beside);
    REQUIRE(checker::replay::confirm(beside.program, longer) == "");
    const std::vector<bool> past = causal_past(beside.program, longer);
    REQUIRE(past.size() == longer.trace.steps.size());
    for (std::size_t i = 0; i < past.size(); ++i) {
        const program::Step& step = beside.program.steps[longer.trace.steps[i].step];
        if (step.kind == program::StepKind::end) continue;
        const program::TaskId task = beside.program.locations[step.from].task;
        CHECK(past[i] == (beside.program.tasks[task].name != "B"));
    }
    const std::string text = to_text(beside.program, longer, {});
    INFO(text);
    CHECK(text.find("\n B :  ") != std::string::npos);
    CHECK(text.find("\n A |  ") != std::string::npos);
    CHECK(text.find("\nlines with ':' do not lead to the violation\n") != std::string::npos);
}

TEST_CASE("in a run of one task every step may matter") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const std::vector<bool> past = causal_past(leak.program, leak.verdict.counterexamples.at(0));
    CHECK(std::count(past.begin(), past.end(), true) >= 6);
    CHECK(to_text(leak.program, leak.verdict.counterexamples.at(0), {}).find("do not lead") == std::string::npos);
}
