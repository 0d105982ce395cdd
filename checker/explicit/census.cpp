// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/census.h"

#include "checker/explicit/dimensions.h"
#include "checker/explicit/walk.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

void count_states(const Walk& walk, Census& census) {
    census.states = walk.known();
    for (std::uint64_t number = 0; number < walk.known(); ++number) {
        const std::size_t depth = walk.depth(number), faults = walk.faults(number);
        if (census.levels.size() <= depth) census.levels.resize(depth + 1);
        ++census.levels[depth];
        if (census.by_faults.size() <= faults) census.by_faults.resize(faults + 1);
        ++census.by_faults[faults];
    }
}

/// Counts the moves of a walk. The first state is found by no move; it counts for the first step.
Walk::Visitor counts_moves(Census& census) {
    if (!census.steps.empty()) census.steps.front().found = 1;
    return [&census](const Walk::Move& move) {
        if (move.violated) return;
        Census::Step& first = census.steps[move.machine.path().front().step];
        ++first.moves;
        ++census.moves;
        first.found += move.found ? 1 : 0;
    };
}

std::uint64_t states_without(const Model& model, const Limits& limits, const Env& env, TaskId task) {
    Walk walk(model, limits, env, [](const Walk::Move&) {}, false, task);
    walk.run();
    return walk.known();
}

}  // namespace

Census take_census(const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, {});
    Census census;
    census.state_bits = model.layout.bits();
    census.steps.resize(program.steps.size());
    Walk walk(model, limits, env, counts_moves(census), false);
    census.complete = walk.run();
    count_states(walk, census);
    Dimensions dimensions(model, walk.known());
    for (std::uint64_t number = 0; number < walk.known(); ++number) dimensions.add(walk.state(number));
    census.variables = dimensions.variables();
    census.tasks = dimensions.tasks();
    for (TaskId task = 0; census.complete && task < program.tasks.size(); ++task) census.without_task.push_back(states_without(model, limits, env, task));
    return census;
}

Census count_levels(const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, {});
    Census census;
    census.state_bits = model.layout.bits();
    Walk walk(model, limits, env, [&census](const Walk::Move& move) { census.moves += move.violated ? 0 : 1; }, false);
    census.complete = walk.run();
    count_states(walk, census);
    return census;
}

}  // namespace mmapck::checker::explicit_
