// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/flow.h"

#include <utility>

namespace mmapck::lang::lowering {

LocationId Flow::add_location(TaskId task, FrameId frame, bool interruptible) {
    program::Location location;
    location.task = task;
    location.frame = frame;
    location.interruptible = interruptible;
    program_.locations.push_back(std::move(location));
    merged_.push_back(static_cast<LocationId>(merged_.size()));
    return merged_.back();
}

StepId Flow::add_step(program::Step step) {
    program_.steps.push_back(std::move(step));
    return static_cast<StepId>(program_.steps.size() - 1);
}

LocationId Flow::find(LocationId location) {
    while (merged_[location] != location) {
        merged_[location] = merged_[merged_[location]];
        location = merged_[location];
    }
    return location;
}

bool Flow::merge(LocationId from, LocationId into) {
    from = find(from);
    into = find(into);
    if (from == into) return false;
    merged_[from] = into;
    return true;
}

/// Lets steps and tasks name locations that were not merged into others.
void Flow::resolve() {
    for (StepId s = 0; s < program_.steps.size(); ++s) {
        program::Step& step = program_.steps[s];
        step.from = find(step.from);
        step.to = find(step.to);
        program_.locations[step.from].steps.push_back(s);
    }
    for (program::Task& task : program_.tasks) task.first = find(task.first);
}

std::vector<bool> Flow::reachable_locations() const {
    std::vector<bool> seen(program_.locations.size());
    std::vector<LocationId> open;
    for (const program::Task& task : program_.tasks) open.push_back(task.first);
    while (!open.empty()) {
        const LocationId l = open.back();
        open.pop_back();
        if (seen[l]) continue;
        seen[l] = true;
        for (const StepId s : program_.locations[l].steps) open.push_back(program_.steps[s].to);
    }
    return seen;
}

void Flow::keep_frames_of(const std::vector<bool>& locations) {
    std::vector<bool> kept(program_.frames.size());
    for (LocationId l = 0; l < locations.size(); ++l)
        if (locations[l])
            for (FrameId f = program_.locations[l].frame; f != program::none && !kept[f]; f = program_.frames[f].parent) kept[f] = true;
    std::vector<FrameId> number(program_.frames.size(), program::none);
    std::vector<program::Frame> frames;
    for (FrameId f = 0; f < kept.size(); ++f) {
        if (!kept[f]) continue;
        number[f] = static_cast<FrameId>(frames.size());
        frames.push_back(std::move(program_.frames[f]));
        if (frames.back().parent != program::none) frames.back().parent = number[frames.back().parent];
    }
    program_.frames = std::move(frames);
    for (program::Location& l : program_.locations) l.frame = number[l.frame];
    for (program::Fault& f : program_.faults) f.frame = number[f.frame];
}

/// `number` is the new number of each location, or none.
void Flow::renumber_steps(const std::vector<LocationId>& number) {
    std::vector<program::Step> steps;
    std::vector<program::FaultId> fault_number(program_.faults.size(), program::none);
    std::vector<program::Fault> faults;
    for (program::Location& l : program_.locations) l.steps.clear();
    for (program::Step& step : program_.steps) {
        if (number[step.from] == program::none) continue;
        step.from = number[step.from];
        step.to = number[step.to];
        if (step.fault != program::none) {
            if (fault_number[step.fault] == program::none) {
                fault_number[step.fault] = static_cast<program::FaultId>(faults.size());
                faults.push_back(program_.faults[step.fault]);
            }
            step.fault = fault_number[step.fault];
        }
        program_.locations[step.from].steps.push_back(static_cast<StepId>(steps.size()));
        steps.push_back(std::move(step));
    }
    program_.steps = std::move(steps);
    program_.faults = std::move(faults);
}

void Flow::finish() {
    resolve();
    const std::vector<bool> reachable = reachable_locations();
    keep_frames_of(reachable);
    std::vector<LocationId> number(program_.locations.size(), program::none);
    std::vector<program::Location> locations;
    for (LocationId l = 0; l < reachable.size(); ++l) {
        if (!reachable[l]) continue;
        number[l] = static_cast<LocationId>(locations.size());
        locations.push_back(std::move(program_.locations[l]));
    }
    program_.locations = std::move(locations);
    for (program::Task& task : program_.tasks) task.first = number[task.first];
    renumber_steps(number);
}

}  // namespace mmapck::lang::lowering
