// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tests/reference.h"

#include <algorithm>
#include <set>
#include <vector>

#include "checker/replay/interpreter.h"
#include "model/program/live_cells.h"

namespace mmapck::checker::explicit_::tests {

using namespace program;
using replay::State;

namespace {

class Explorer {
  public:
    Explorer(const Program& program, bool merge_dead, std::uint64_t max_states)
        : program_(program), interpreter_(program), merge_dead_(merge_dead), max_states_(max_states),
          numbering_(program), live_(live_cells(program, numbering_)) {}

    Reference run() {
        reach(interpreter_.initial(), {0, 0});
        while (!open_.empty() && reference_.complete) {
            const auto [cost, states] = *open_.begin();
            if (!reference_.shortest.empty() && cost.faults > fewest_faults()) break;
            open_.erase(open_.begin());
            for (const State& state : states) expand(state, cost);
        }
        const std::uint32_t fewest = fewest_faults();
        std::erase_if(reference_.shortest, [fewest](const auto& entry) { return entry.second.faults > fewest; });
        reference_.states = seen_.size();
        return reference_;
    }

  private:
    using Cost = Reference::Cost;

    std::uint32_t fewest_faults() const {
        std::uint32_t fewest = ~std::uint32_t{0};
        for (const auto& [kind, cost] : reference_.shortest) fewest = std::min(fewest, cost.faults);
        return fewest;
    }

    void report(const std::string& kind, Cost cost) {
        const auto [entry, added] = reference_.shortest.emplace(kind, cost);
        if (!added) entry->second = std::min(entry->second, cost);
    }

    void reach(State state, Cost cost) {
        const std::vector<std::uint32_t> failing = interpreter_.failing(state);
        for (const std::uint32_t index : failing) report(program_.invariants[index].name, cost);
        if (!failing.empty()) return;
        if (merge_dead_) forget_dead(state);
        open_[cost].push_back(std::move(state));
    }

    void forget_dead(State& state) const {
        for (CellId cell = 0; cell < numbering_.size(); ++cell) {
            const TaskId owner = numbering_.owner(cell);
            if (owner == shared) continue;
            const std::vector<CellId>& live = live_[state.locations[owner]];
            if (std::binary_search(live.begin(), live.end(), cell)) continue;
            state.cells[interpreter_.cell(numbering_.variable(cell), numbering_.index(cell))] = numbering_.initial(cell);
        }
    }

    void expand(const State& state, Cost cost) {
        if (!seen_.insert(state).second) return;
        reference_.depth = std::max(reference_.depth, cost.moves);
        reference_.complete = seen_.size() <= max_states_;
        const std::uint32_t left = program_.max_faults - cost.faults;
        for (TaskId task = 0; task < program_.tasks.size(); ++task)
            for (replay::Move& move : interpreter_.moves(state, task, left)) take(move, task, cost);
        if (!interpreter_.deadlocked(state, left)) return;
        ++reference_.deadlocks;
        report(std::string(kind::deadlock), cost);
    }

    void take(replay::Move& move, TaskId task, Cost cost) {
        const Cost after{cost.faults + move.faults, cost.moves + 1};
        if (!move.violated) {
            ++reference_.transitions;
            return reach(std::move(move.end), after);
        }
        if (move.violation.invariant == none) return report(move.violation.kind, after);
        for (const std::uint32_t index : interpreter_.failing_at_return(move.end, task))
            report(program_.invariants[index].name, after);
    }

    const Program& program_;
    replay::Interpreter interpreter_;
    bool merge_dead_;
    std::uint64_t max_states_;
    Cells numbering_;
    std::vector<std::vector<CellId>> live_;
    std::map<Cost, std::vector<State>> open_;
    std::set<State> seen_;
    Reference reference_;
};

}  // namespace

Reference explore(const Program& program, bool merge_dead, std::uint64_t max_states) {
    return Explorer(program, merge_dead, max_states).run();
}

}  // namespace mmapck::checker::explicit_::tests
