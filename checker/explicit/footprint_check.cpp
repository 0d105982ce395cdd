// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/footprint_check.h"

#include <algorithm>

#include "checker/explicit/check.h"

namespace mmapck::checker::explicit_ {

using namespace program;

void FootprintCheck::check(const std::vector<LocationId>& locations, const Machine& loaded, std::uint32_t faults_left) {
    std::copy_n(loaded.values(), model_.cells.size(), machine_.values());
    for (const LocationId from : locations) {
        const std::vector<Outcome> usual = outcomes(from, faults_left);
        check_written(from, usual);
        const std::uint32_t cell = other_cell(from);
        if (cell == Footprints::no_number) continue;
        const Interval values = model_.cells.all[cell].values;
        std::int64_t& value = machine_.values()[cell];
        const std::int64_t before = value;
        value = value == values.high ? values.low : value + 1;
        const bool same = outcomes(from, faults_left) == usual;
        value = before;
        if (!same) disagree(from, cell, "reads");
    }
}

std::vector<FootprintCheck::Outcome> FootprintCheck::outcomes(LocationId from, std::uint32_t faults_left) {
    std::vector<Outcome> found;
    if (model_.program.locations[from].steps.empty()) return found;
    machine_.begin(from, faults_left);
    for (Ending ending = machine_.next(); ending != Ending::exhausted; ending = machine_.next()) {
        Outcome outcome;
        outcome.ending = ending;
        outcome.faults = machine_.faults();
        if (ending == Ending::moved) outcome.location = machine_.location();
        else outcome.fault = machine_.fault();
        if (outcome.fault == Fault::check || outcome.fault == Fault::index || outcome.fault == Fault::domain) outcome.fault_number = machine_.fault_number();
        for (const PathStep& step : machine_.path()) outcome.steps.push_back(step.step);
        if (outcome.fault == Fault::check) outcome.steps.pop_back();  // of a branch that fails either way, it does not matter which
        for (const Written& written : machine_.written()) outcome.stored.emplace_back(written.cell, machine_.values()[written.cell]);
        std::sort(outcome.stored.begin(), outcome.stored.end());
        outcome.stored.erase(std::unique(outcome.stored.begin(), outcome.stored.end()), outcome.stored.end());
        found.push_back(std::move(outcome));
    }
    return found;
}

void FootprintCheck::check_written(LocationId from, const std::vector<Outcome>& outcomes) const {
    const Footprint footprint = stubborn_sets_.move(from);
    for (const Outcome& outcome : outcomes)
        for (const auto& [cell, value] : outcome.stored) {
            const std::uint32_t number = stubborn_sets_.footprints().number(cell);
            if (number != Footprints::no_number && !footprint.written.contains(number) && !stubborn_sets_.footprints().budgets().is_budget(cell)) disagree(from, cell, "writes");
        }
}

/// The next cell that moves from there do not look at; no_number if there is none.
std::uint32_t FootprintCheck::other_cell(LocationId from) {
    const Footprint footprint = stubborn_sets_.move(from);
    for (std::size_t tried = 0; tried < model_.cells.size(); ++tried) {
        const std::uint32_t cell = next_++ % static_cast<std::uint32_t>(model_.cells.size());
        const std::uint32_t number = stubborn_sets_.footprints().number(cell);
        if (stubborn_sets_.footprints().budgets().is_budget(cell)) continue;
        if (number != Footprints::no_number && !footprint.touched.contains(number) && !footprint.asked.contains(number)) return cell;
    }
    return Footprints::no_number;
}

void FootprintCheck::disagree(LocationId from, std::uint32_t cell, const char* what) const {
    const Cell& which = model_.cells.all[cell];
    const Step& step = model_.program.steps[model_.program.locations[from].steps.front()];
    throw Disagreement("a move that begins with '" + step.text + "' " + what + " " + model_.program.variables[which.variable].name + "[" +
                       std::to_string(which.index) + "], which its footprint does not have");
}

}  // namespace mmapck::checker::explicit_
