// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/task_symmetry.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

Swap swap_of(const Model& model, Exchange exchange) {
    Swap swap;
    for (std::uint32_t cell = 0; cell < model.cells.size(); ++cell) {
        const std::uint32_t image = exchange.cell[cell];
        const auto& [low, high] = exchange.values[cell];
        if (low != high) swap.moved.push_back(cell);
        if (image <= cell) continue;
        (model.cells.all[cell].owner == shared ? swap.pairs : swap.own).push_back({cell, image});
    }
    for (LocationId location = 0; location < exchange.location.size(); ++location) swap.order.push_back(std::min(location, exchange.location[location]));
    swap.exchange = std::move(exchange);
    return swap;
}

}  // namespace

TaskSymmetry::TaskSymmetry(const Model& model) {
    const std::size_t tasks = model.program.tasks.size();
    for (TaskId a = 0; a < tasks; ++a)
        for (TaskId b = a + 1; b < tasks; ++b)
            if (std::optional<Exchange> exchange = exchange_of(model, a, b)) swaps_.push_back(swap_of(model, std::move(*exchange)));
}

Representative::Representative(const Model& model, const TaskSymmetry& symmetry)
    : model_(model), swaps_(symmetry.swaps()), values_(model.code.values.begin(), model.code.values.begin() + static_cast<std::ptrdiff_t>(model.cells.size())),
      locations_(model.program.tasks.size()), packed_(model.layout.words()) {}

const Word* Representative::of(const Word* packed) {
    for (TaskId task = 0; task < locations_.size(); ++task) {
        const Section& section = model_.layout.section(task);
        locations_[task] = section.stored[static_cast<std::size_t>(section.location.decode(packed))];
    }
    if (ordered_by_location()) return nullptr;
    unpack(packed);
    bool changed = false;
    // Sorts by exchanges. Where the order of shared cells is none, it ends all the same.
    for (std::size_t round = 0; round < locations_.size(); ++round)
        for (const Swap& swap : swaps_) {
            if (in_order(swap)) continue;
            carry_out(swap);
            changed = true;
        }
    if (!changed) return nullptr;
    model_.layout.pack(values_.data(), locations_.data(), packed_.data());
    return packed_.data();
}

/// Whether that decides it: most states are told so without a look at cells.
bool Representative::ordered_by_location() const {
    return std::all_of(swaps_.begin(), swaps_.end(), [&](const Swap& swap) {
        return swap.order[locations_[swap.exchange.a]] < swap.order[locations_[swap.exchange.b]];
    });
}

void Representative::unpack(const Word* packed) {
    for (const Field& field : model_.layout.shared()) values_[field.cell] = field.decode(packed);
    for (TaskId task = 0; task < locations_.size(); ++task)
        for (const Field& field : model_.layout.section(task).live(model_.layout.number(locations_[task]))) values_[field.cell] = field.decode(packed);
}

bool Representative::in_order(const Swap& swap) const {
    const LocationId of_a = swap.order[locations_[swap.exchange.a]], of_b = swap.order[locations_[swap.exchange.b]];
    if (of_a != of_b) return of_a < of_b;
    for (const auto& [a, b] : swap.pairs) {
        const std::int64_t other = swap.exchange.exchanged(b, values_[b]);
        if (values_[a] != other) return values_[a] < other;
    }
    return own_in_order(swap);
}

/// Of two tasks at the same place. Dead cells hold anything.
bool Representative::own_in_order(const Swap& swap) const {
    for (const auto& [a, b] : swap.own) {
        if (!model_.live.empty()) {
            const TaskId owner = model_.cells.all[a].owner;
            const std::vector<std::uint32_t>& live = model_.live[locations_[owner]];
            if (!std::binary_search(live.begin(), live.end(), a)) continue;
        }
        const std::int64_t other = swap.exchange.exchanged(b, values_[b]);
        if (values_[a] != other) return values_[a] < other;
    }
    return true;
}

void Representative::carry_out(const Swap& swap) {
    for (const std::uint32_t cell : swap.moved) values_[cell] = swap.exchange.exchanged(cell, values_[cell]);
    for (const std::vector<Swap::Pair>* const pairs : {&swap.pairs, &swap.own})
        for (const auto& [a, b] : *pairs) std::swap(values_[a], values_[b]);
    const LocationId of_a = locations_[swap.exchange.a];
    locations_[swap.exchange.a] = swap.exchange.location[locations_[swap.exchange.b]];
    locations_[swap.exchange.b] = swap.exchange.location[of_a];
}

void TaskSymmetry::complete(StubbornSets& stubborn_sets) const {
    for (std::size_t round = 0; round < swaps_.size(); ++round)
        for (const Swap& swap : swaps_) stubborn_sets.cut_also(swap.exchange.location);
}

void TaskSymmetry::complete(Statistics& statistics) const {
    for (std::size_t round = 0; round < swaps_.size(); ++round)
        for (const Swap& swap : swaps_) {
            for (StepId step = 0; step < statistics.steps_taken.size(); ++step)
                if (statistics.steps_taken[step]) statistics.steps_taken[swap.exchange.step[step]] = true;
            for (std::size_t i = 0; i < statistics.invariants_tested.size(); ++i)
                if (statistics.invariants_tested[i]) statistics.invariants_tested[swap.exchange.invariant[i]] = true;
        }
}

}  // namespace mmapck::checker::explicit_
