// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/samples.h"

#include <unordered_set>

#include "checker/replay/interpreter.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

struct Hash {
    std::size_t operator()(const Sample& sample) const {
        std::uint64_t hash = 14695981039346656037u;   // FNV-1a, a number at a time
        for (const std::int64_t value : sample) hash = (hash ^ std::uint64_t(value)) * 1099511628211u;
        return hash;
    }
};

Sample values_of(const TransitionSystem& system, const replay::State& state, std::uint32_t faults) {
    Sample values = state.cells;
    for (const LocationId at : state.locations) values.push_back(at);
    if (system.fault_cell) {
        values.push_back(faults);
        values.push_back(system.cells[*system.fault_limit].initial);
    }
    for (LeafId cell = 0; cell < values.size(); ++cell)
        if (system.cells[cell].left_out) values[cell] = system.cells[cell].initial;
    return values;
}

}  // namespace

Samples sample(const Program& program, const TransitionSystem& system, std::size_t most) {
    struct Open {
        replay::State state;
        std::uint32_t faults;
    };
    replay::Interpreter interpreter(program);
    Samples samples;
    std::unordered_set<Sample, Hash> seen;
    std::vector<Open> level, next;
    const auto add = [&](replay::State state, std::uint32_t faults) {
        Sample values = values_of(system, state, faults);
        if (!seen.insert(values).second) return;
        samples.states.push_back(std::move(values));
        next.push_back({std::move(state), faults});
    };
    add(interpreter.initial(), 0);
    while (!next.empty()) {
        level.swap(next);
        next.clear();
        for (const Open& open : level) {
            if (samples.states.size() >= most) return samples;
            for (TaskId task = 0; task < program.tasks.size(); ++task)
                for (replay::Move& move : interpreter.moves(open.state, task, system.fault_cell ? program.max_faults - open.faults : any_faults))
                    if (!move.violated) add(std::move(move.end), system.fault_cell ? open.faults + move.faults : 0);
        }
    }
    samples.complete = true;
    return samples;
}

}  // namespace mmapck::checker::symbolic
