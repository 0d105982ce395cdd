// SPDX-License-Identifier: Apache-2.0
#include "reports/fewest_switches.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "checker/replay/replay.h"

namespace mmapck::reports {

using namespace program;
using checker::Counterexample;
using checker::Taken;
using checker::replay::Interpreter;
using checker::replay::Result;
using checker::replay::State;

namespace {

constexpr std::size_t most_states = 10'000;

TaskId task_of(const Program& program, const Taken& taken) {
    return program.locations[program.steps[taken.step].from].task;
}

bool takes_turns(const Program& program, TaskId task) {
    return program.tasks[task].kind == TaskKind::normal || program.tasks[task].kind == TaskKind::daemon;
}

/// The steps of a trace, move by move.
std::vector<std::vector<Taken>> moves_of(const checker::Trace& trace) {
    std::vector<std::vector<Taken>> moves;
    for (const Taken& taken : trace.steps) {
        if (taken.begins_move || moves.empty()) {
            moves.emplace_back();
        }
        moves.back().push_back(taken);
    }
    return moves;
}

/// A shortest-path search over the orders of the moves: a node is how far each task has come, in which state, and
/// who moved last; an edge costs 1 if it is a context switch.
class Reordering {
  public:
    Reordering(const Program& program, const checker::Trace& trace)
        : program_(program), interpreter_(program), moves_(moves_of(trace)), by_task_(program.tasks.size()) {
        for (std::size_t i = 0; i + 1 < moves_.size(); ++i) {
            by_task_[task_of(program, moves_[i].front())].push_back(i);
        }
    }

    /// The indices of the moves in the best order, all of them; nothing if none was found.
    std::optional<std::vector<std::size_t>> best(std::uint32_t bound) {
        nodes_.push_back({std::vector<std::size_t>(by_task_.size(), 0), none, interpreter_.initial(), none, 0});
        std::vector<std::deque<std::size_t>> open(bound + 1);  // by cost
        open[0].push_back(0);
        for (std::uint32_t cost = 0; cost <= bound; ++cost) {
            while (!open[cost].empty()) {
                const std::size_t node = open[cost].front();
                open[cost].pop_front();
                if (!is_first(node)) {
                    continue;
                }
                if (nodes_.size() > most_states) {
                    return std::nullopt;
                }
                if (is_complete(node) && cost + cost_of(nodes_[node].last, last_task()) < bound) {
                    return way_to(node);
                }
                expand(node, cost, bound, open);
            }
        }
        return std::nullopt;
    }

  private:
    struct Node {
        std::vector<std::size_t> done;  // by task: moves made
        TaskId last;                    // task that takes turns and moved last
        State state;
        std::size_t parent;
        std::size_t move;               // that led here
    };

    TaskId last_task() const { return task_of(program_, moves_.back().front()); }

    std::uint32_t cost_of(TaskId last, TaskId next) const {
        return last != none && last != next && takes_turns(program_, next) ? 1 : 0;
    }

    bool is_complete(std::size_t node) const {
        for (TaskId task = 0; task < by_task_.size(); ++task) {
            if (nodes_[node].done[task] < by_task_[task].size()) {
                return false;
            }
        }
        return true;
    }

    /// Whether no cheaper node is the same.
    bool is_first(std::size_t node) {
        std::vector<std::size_t>& same = seen_[{nodes_[node].done, nodes_[node].last}];
        const bool known = std::any_of(same.begin(), same.end(), [&](std::size_t other) { return nodes_[other].state == nodes_[node].state; });
        if (!known) {
            same.push_back(node);
        }
        return !known;
    }

    void expand(std::size_t node, std::uint32_t cost, std::uint32_t bound, std::vector<std::deque<std::size_t>>& open) {
        for (TaskId task = 0; task < by_task_.size(); ++task) {
            const std::size_t done = nodes_[node].done[task];
            const std::uint32_t next_cost = cost + cost_of(nodes_[node].last, task);
            if (done == by_task_[task].size() || next_cost > bound) {
                continue;
            }
            const std::size_t move = by_task_[task][done];
            Node next = nodes_[node];
            if (!play(move, next.state)) {
                continue;
            }
            ++next.done[task];
            next.last = takes_turns(program_, task) ? task : next.last;
            next.parent = node;
            next.move = move;
            nodes_.push_back(std::move(next));
            open[next_cost].push_back(nodes_.size() - 1);
        }
    }

    bool play(std::size_t move, State& state) {
        return std::all_of(moves_[move].begin(), moves_[move].end(), [&](const Taken& taken) {
            return interpreter_.take(state, taken.step, taken.choice).result == Result::ok;
        });
    }

    std::vector<std::size_t> way_to(std::size_t node) const {
        std::vector<std::size_t> order{moves_.size() - 1};
        for (; nodes_[node].parent != none; node = nodes_[node].parent) {
            order.push_back(nodes_[node].move);
        }
        std::reverse(order.begin(), order.end());
        return order;
    }

    const Program& program_;
    Interpreter interpreter_;
    std::vector<std::vector<Taken>> moves_;
    std::vector<std::vector<std::size_t>> by_task_;  // moves of each task, without the last of all
    std::vector<Node> nodes_;
    std::map<std::pair<std::vector<std::size_t>, TaskId>, std::vector<std::size_t>> seen_;
};

}  // namespace

std::uint32_t context_switches(const Program& program, const checker::Trace& trace) {
    std::uint32_t switches = 0;
    TaskId last = none;
    for (const Taken& taken : trace.steps) {
        const TaskId task = task_of(program, taken);
        if (taken.begins_move && takes_turns(program, task)) {
            switches += last != none && last != task ? 1 : 0;
            last = task;
        }
    }
    return switches;
}

Counterexample fewest_switches(const Program& program, const Counterexample& counterexample) {
    const std::uint32_t switches = context_switches(program, counterexample.trace);
    if (switches == 0) {
        return counterexample;
    }
    const auto order = Reordering(program, counterexample.trace).best(switches);
    if (!order) {
        return counterexample;
    }
    const std::vector<std::vector<Taken>> moves = moves_of(counterexample.trace);
    Counterexample better = counterexample;
    better.trace.steps.clear();
    for (const std::size_t move : *order) {
        better.trace.steps.insert(better.trace.steps.end(), moves[move].begin(), moves[move].end());
    }
    return checker::replay::confirm(program, better).empty() ? better : counterexample;
}

}  // namespace mmapck::reports
