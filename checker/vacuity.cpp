// SPDX-License-Identifier: Apache-2.0
#include "checker/vacuity.h"

#include <algorithm>
#include <string>
#include <utility>

namespace mmapck::checker {

using namespace program;

namespace {

/// Names in order of first occurrence, whether each was ever tested, and whether the scenario asked for it.
class Tested {
  public:
    void add(const std::string& name, bool tested, bool gates) {
        auto known = std::find_if(names_.begin(), names_.end(), [&](const Name& one) { return one.name == name; });
        if (known == names_.end()) known = names_.insert(names_.end(), {name, false, false});
        known->tested |= tested;
        known->gates |= gates;
    }
    void report(Vacuity::Subject subject, const std::string& reason, std::vector<Vacuity>& vacuities) const {
        for (const Name& one : names_)
            if (!one.tested) vacuities.push_back({subject, one.name, reason, one.gates});
    }
    bool empty() const { return names_.empty(); }
    bool none_tested() const {
        return std::none_of(names_.begin(), names_.end(), [](const Name& one) { return one.tested; });
    }

  private:
    struct Name {
        std::string name;
        bool tested;
        bool gates;
    };
    std::vector<Name> names_;
};

void find_faults(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    if (program.max_faults == 0) return;
    std::vector<bool> taken(program.faults.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
        const Step& step = program.steps[id];
        if (step.kind == StepKind::fault && statistics.steps_taken[id]) taken[step.fault] = true;
    }
    Tested sites, classes;
    for (FaultId id = 0; id < program.faults.size(); ++id) {
        const Fault& fault = program.faults[id];
        if (!fault.selected) continue;
        sites.add(fault.site, taken[id], fault.site_named);
        if (fault.class_named) classes.add(std::string("class ") + name(fault.fault_class), taken[id], true);
    }
    sites.report(Vacuity::Subject::fault, "no run fails here", vacuities);
    classes.report(Vacuity::Subject::fault, "no run takes a fault of this class", vacuities);
    // Also where no task comes to any of the fault points that were asked for.
    if (sites.none_tested()) vacuities.push_back({Vacuity::Subject::fault, "any", "no run takes a fault", true});
}

void find_invariants(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    Tested all, with_subject, without;
    for (std::size_t i = 0; i < program.invariants.size(); ++i) {
        const Invariant& invariant = program.invariants[i];
        const bool tested = statistics.invariants_tested[i];
        (invariant.subject != no_expr ? with_subject : without).add(invariant.name, tested, invariant.named);
        all.add(invariant.name, tested, invariant.named);
    }
    with_subject.report(Vacuity::Subject::invariant, "what it speaks of never exists when it is evaluated", vacuities);
    without.report(Vacuity::Subject::invariant, "no run comes to a moment at which it is evaluated", vacuities);
    if (!all.empty() && all.none_tested()) vacuities.push_back({Vacuity::Subject::invariant, "any", "no invariant is ever tested", true});
}

/// Whether some task never ends, so that the teardown never comes.
bool goes_on_for_ever(const Program& program) {
    std::vector<bool> ends(program.tasks.size());
    for (const Location& location : program.locations) ends[location.task] = ends[location.task] || location.final;
    for (TaskId task = 0; task < program.tasks.size(); ++task)
        if (program.tasks[task].kind == TaskKind::normal && !ends[task]) return true;
    return false;
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
        if (kind == TaskKind::teardown && goes_on_for_ever(program)) continue;
        if (has_more[task] ? !ran[task] : !started[task])
            vacuities.push_back({Vacuity::Subject::task, program.tasks[task].name, "it never gets past its beginning", true});
    }
}

void find_hooks(const Program& program, const Statistics& statistics, std::vector<Vacuity>& vacuities) {
    std::vector<bool> entered(program.frames.size());
    for (StepId id = 0; id < program.steps.size(); ++id)
        if (statistics.steps_taken[id]) entered[program.locations[program.steps[id].to].frame] = true;
    Tested hooks;
    for (FrameId id = 0; id < program.frames.size(); ++id) {
        const Frame& frame = program.frames[id];
        if (frame.kind == FrameKind::hook) hooks.add(frame.function, entered[id], false);
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
    return std::any_of(vacuities.begin(), vacuities.end(), [](const Vacuity& vacuity) { return vacuity.gates; });
}

}  // namespace mmapck::checker
