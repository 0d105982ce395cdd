// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/lock_order.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "checker/replay/frames.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

/// More than 0, and in order of faults, then moves.
std::uint64_t cost(const Origin& origin) { return (std::uint64_t{origin.faults} << 40 | origin.moves) + 1; }

}  // namespace

LockOrder::LockOrder(const Program& program) : program_(program) {
    std::map<std::string, std::uint32_t> classes;
    for (const Lock& lock : program.locks)
        class_of_lock_.push_back(classes.try_emplace(lock.lock_class, static_cast<std::uint32_t>(classes.size())).first->second);
    classes_ = static_cast<std::uint32_t>(classes.size());
    best_.resize(program.locks.size() * program.locks.size());
}

bool is_trylock(const Program& program, StepId step) {
    FrameId frame = program.locations[program.steps[step].from].frame;
    for (; frame != none; frame = program.frames[frame].parent) {
        if (!replay::is_folded(program.frames[frame])) return false;
        if (program.frames[frame].function.find("trylock") != std::string::npos) return true;
    }
    return false;
}

std::vector<std::uint8_t> LockOrder::settled(std::uint32_t faults, std::uint64_t moves) const {
    std::vector<std::uint8_t> settled;
    for (const std::uint64_t best : best_) settled.push_back(best != 0 && best <= cost({faults, moves}));
    return settled;
}

std::optional<LockOrder::Ordered> LockOrder::ordered(const Acquisition& acquisition, std::span<const PathStep> path, const Origin& origin) const {
    const std::uint64_t known = best_[acquisition.held * program_.locks.size() + acquisition.acquired];
    if (known != 0 && known <= cost(origin)) return std::nullopt;
    const StepId step = path[acquisition.path - 1].step;
    if (is_trylock(program_, step)) return std::nullopt;
    Ordered found{acquisition.held, acquisition.acquired, step, origin};
    found.origin.steps = acquisition.path;
    return found;
}

void LockOrder::note(const Ordered& ordered) {
    std::uint64_t& known = best_[ordered.held * program_.locks.size() + ordered.acquired];
    if (known != 0 && known <= cost(ordered.origin)) return;
    known = cost(ordered.origin);
    waiting_.push_back(ordered);
}

std::optional<Finding> LockOrder::advance(std::uint32_t faults, std::uint64_t moves) {
    std::vector<Ordered> due;
    std::erase_if(waiting_, [&](const Ordered& ordered) {
        if (ordered.origin.faults > faults || (ordered.origin.faults == faults && ordered.origin.moves > moves)) return false;
        due.push_back(ordered);
        return true;
    });
    std::stable_sort(due.begin(), due.end(), [](const Ordered& a, const Ordered& b) { return a.origin.moves < b.origin.moves; });
    for (const Ordered& ordered : due) {
        if (found_) break;
        if (const auto cycle = add(ordered)) {
            found_ = true;
            return describe(*cycle);
        }
    }
    return std::nullopt;
}

/// Adds an edge to the graph; the cycle that it closes, if it does, ends with it.
std::optional<std::vector<LockOrder::Ordered>> LockOrder::add(const Ordered& ordered) {
    const graph::Edge added = edge(ordered);
    if (added.from == added.to) {
        const auto reverse = std::find_if(same_class_.begin(), same_class_.end(), [&](const Ordered& other) {
            return other.held == ordered.acquired && other.acquired == ordered.held;
        });
        if (reverse != same_class_.end()) return std::vector{*reverse, ordered};
        same_class_.push_back(ordered);
        return std::nullopt;
    }
    if (std::find(edges_.begin(), edges_.end(), added) != edges_.end()) return std::nullopt;
    edges_.push_back(added);
    first_.push_back(ordered);
    const std::vector<graph::Vertex> vertices = graph::shortest_cycle(classes_, edges_, edges_.size() - 1);
    if (vertices.empty()) return std::nullopt;
    std::vector<Ordered> cycle;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const graph::Edge wanted{vertices[i], vertices[(i + 1) % vertices.size()]};
        cycle.push_back(first_[static_cast<std::size_t>(std::find(edges_.begin(), edges_.end(), wanted) - edges_.begin())]);
    }
    return cycle;
}

std::string LockOrder::entry(const Ordered& ordered, bool one_class) const {
    const Lock& held = program_.locks[ordered.held];
    const Lock& acquired = program_.locks[ordered.acquired];
    const Position where = replay::place(program_, program_.steps[ordered.step]).where;
    const TaskId task = program_.locations[program_.steps[ordered.step].from].task;
    std::string text = (one_class ? acquired.name : acquired.lock_class) + " (taken while holding " +
                       (one_class ? held.name : held.lock_class) + " by task " + program_.tasks[task].name;
    if (where.file != none) text += " at " + program_.files[where.file] + ":" + std::to_string(where.line);
    return text + ")";
}

Finding LockOrder::describe(const std::vector<Ordered>& cycle) const {
    const Ordered& last = cycle.back();
    const Step& step = program_.steps[last.step];
    const bool one_class = class_of_lock_[last.held] == class_of_lock_[last.acquired];
    Finding finding;
    finding.origin = last.origin;
    finding.violation.kind = kind::lock_order;
    finding.violation.words = "locks are taken in orders that form a cycle: tasks that take them at the same time can wait for each other for ever";
    finding.violation.task = program_.locations[step.from].task;
    finding.violation.where = replay::place(program_, step).where;
    for (const Ordered& ordered : cycle) finding.violation.cycle.push_back(entry(ordered, one_class));
    return finding;
}

}  // namespace mmapck::checker::explicit_
