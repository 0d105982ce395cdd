// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/located_values.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/successors.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::LocationId;
using program::Program;
using program::Step;
using program::TaskId;
using program::tests::random_program;

/// Fails where a state has a value that a cell cannot have where one of the tasks is. Returns how many values were looked at.
std::size_t compare_with_states(const Program& program, std::size_t max_states) {
    const Model model(program, {});
    LocatedValues located(model);
    Successors successors(model, false);
    std::size_t compared = 0;
    std::set<std::vector<Word>> known{successors.initial()};
    std::vector<std::vector<Word>> open{successors.initial()};
    while (!open.empty() && known.size() < max_states) {
        const std::vector<Word> state = open.back();
        open.pop_back();
        successors.load(state.data(), program.max_faults);
        for (std::uint32_t cell = 0; cell < model.cells.size(); ++cell) {
            if (model.cells.all[cell].owner != program::shared || !located.possible(cell)) continue;
            for (const LocationId location : successors.locations()) {
                RC_ASSERT(located.may_be(cell, location, successors.machine().values()[cell]));
                ++compared;
            }
        }
        for (Ending ending = successors.next(); ending != Ending::exhausted; ending = successors.next()) {
            if (ending != Ending::moved) continue;
            std::vector<Word> next(successors.packed(), successors.packed() + state.size());
            if (known.insert(next).second) open.push_back(std::move(next));
        }
    }
    return compared;
}

TEST_CASE("random programs: where a task is, a cell has no other value than those that it may have there") {
    CHECK(rc::check("located values", [] {
        const Program program = *rc::gen::arbitrary<bool>() ? *random_program() : program::optimize(*random_program());
        RC_PRE(compare_with_states(program, 500) != 0);
    }));
    CHECK(rc::check("the baseline model", [] { RC_ASSERT(compare_with_states(bench::baseline({2, 1, 2, 2, 1, 1}), 2000) != 0); }));
}

TEST_CASE("who drops a lock holds it, though the step does not look") {
    const Program program = bench::baseline({2, 1, 2, 2, 1, 1});
    const Model model(program, {});
    LocatedValues located(model);
    std::size_t drops = 0;
    for (const Step& step : program.steps)
        for (const program::Assignment& assignment : step.assignments) {
            const std::string& name = program.variables[assignment.variable].name;
            if ((name != "ilock" && name != "dmutex") || !model.worth[assignment.value].always_zero()) continue;
            const std::uint32_t cell = model.cells.number(assignment.variable, 0);
            const std::int64_t me = program.locations[step.from].task + 1;
            CHECK(located.may_be(cell, step.from, me));
            CHECK_FALSE(located.may_be(cell, step.from, 3 - me));
            CHECK_FALSE(located.may_be(cell, step.from, 0));
            ++drops;
        }
    CHECK(drops > 4);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
