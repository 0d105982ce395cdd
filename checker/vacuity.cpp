// SPDX-License-Identifier: Apache-2.0
#include "checker/vacuity.h"

#include <algorithm>
#include <string>
#include <utility>

namespace mmapck::checker {

using namespace program;

namespace {

/// Names in order of first occurrence, and whether each was ever tested.
class Tested {
  public:
    void add(const std::string& name, bool tested) {
        const auto known = std::find_if(names_.begin(), names_.end(), [&](const auto& one) { return one.first == name; });
        if (known == names_.end()) names_.emplace_back(name, tested);
        else known->second |= tested;
    }
    void report(Vacuity::Subject subject, const std::string& reason, std::vector<Vacuity>& vacuities) const {
        for (const auto& [name, tested] : names_)
            if (!tested) vacuities.push_back({subject, name, reason});
    }

  private:
    std::vector<std::pair<std::string, bool>> names_;
};

void find_faults(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    if (program.max_faults == 0) return;
    std::vector<bool> taken(program.faults.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
        const Step& step = program.steps[id];
        if (step.kind == StepKind::fault && statistics.steps_taken[id]) taken[step.fault] = true;
    }
    Tested sites;
    for (FaultId id = 0; id < program.faults.size(); ++id)
        if (program.faults[id].selected) sites.add(program.faults[id].site, taken[id]);
    sites.report(Vacuity::Subject::fault, "no run fails here", vacuities);
}

void find_invariants(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    Tested with_subject, without;
    for (std::size_t i = 0; i < program.invariants.size(); ++i) {
        const Invariant& invariant = program.invariants[i];
        (invariant.subject != no_expr ? with_subject : without).add(invariant.name, statistics.invariant_subjects[i] != 0);
    }
    with_subject.report(Vacuity::Subject::invariant, "what it speaks of never exists when it is evaluated", vacuities);
    without.report(Vacuity::Subject::invariant, "no run comes to a moment at which it is evaluated", vacuities);
}

void find_tasks(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    // A task whose only steps leave its first location has run when it took one of them.
    std::vector<bool> has_more(program.tasks.size()), ran(program.tasks.size()), started(program.tasks.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
        const LocationId from = program.steps[id].from;
        const TaskId task = program.locations[from].task;
        const bool more = from != program.tasks[task].first;
        has_more[task] = has_more[task] || more;
        if (!statistics.steps_taken[id]) continue;
        started[task] = true;
        ran[task] = ran[task] || more;
    }
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        const TaskKind kind = program.tasks[task].kind;
        if (kind == TaskKind::setup || kind == TaskKind::daemon) continue;
        if (has_more[task] ? !ran[task] : !started[task])
            vacuities.push_back({Vacuity::Subject::task, program.tasks[task].name, "it never gets past its beginning"});
    }
}

void find_hooks(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    std::vector<bool> entered(program.frames.size());
    for (StepId id = 0; id < program.steps.size(); ++id)
        if (statistics.steps_taken[id]) entered[program.locations[program.steps[id].to].frame] = true;
    Tested hooks;
    for (FrameId id = 0; id < program.frames.size(); ++id) {
        const Frame& frame = program.frames[id];
        if (frame.kind == FrameKind::hook) hooks.add(frame.function, entered[id]);
    }
    hooks.report(Vacuity::Subject::hook, "no run calls it", vacuities);
}

}  // namespace

std::vector<Vacuity> vacuities(const Program& program, const Statistics& statistics) {
    std::vector<Vacuity> found;
    find_faults(program, statistics, found);
    find_invariants(program, statistics, found);
    find_tasks(program, statistics, found);
    find_hooks(program, statistics, found);
    return found;
}

bool is_vacuous(const std::vector<Vacuity>& vacuities) {
    return std::any_of(vacuities.begin(), vacuities.end(),
                       [](const Vacuity& vacuity) { return vacuity.subject != Vacuity::Subject::hook; });
}

}  // namespace mmapck::checker
