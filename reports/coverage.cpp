// SPDX-License-Identifier: Apache-2.0
#include "reports/coverage.h"

#include <vector>

#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::reports {

using namespace program;

namespace {

/// What one result says about a name.
struct Saw {
    bool may = false;        ///< the scenario lets it happen
    bool possible = false;   ///< the program has steps of it: no pass has shown that no run takes them
    bool happened = false;
};
template <typename Name> using Seen = std::map<Name, Saw>;

template <typename Name> void see(Seen<Name>& seen, const Name& name, bool may, bool happened, bool possible = true) {
    Saw& saw = seen[name];
    saw.may |= may;
    saw.possible |= possible;
    saw.happened |= happened;
}

template <typename Name> void count(const Seen<Name>& seen, bool complete, std::map<Name, Tested>& all) {
    for (const auto& [name, saw] : seen) {
        Tested& tested = all[name];
        ++(saw.happened ? tested.executed : !saw.may ? tested.not_asked : complete || !saw.possible ? tested.unreachable : tested.cut_short);
    }
}

Seen<Coverage::FaultKey> faults_of(const Program& program, const std::vector<bool>& taken) {
    std::vector<bool> failed(program.faults.size()), possible(program.faults.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
        const Step& step = program.steps[id];
        if (step.kind != StepKind::fault) continue;
        possible[step.fault] = true;
        if (id < taken.size() && taken[id]) failed[step.fault] = true;
    }
    Seen<Coverage::FaultKey> seen;
    for (FaultId id = 0; id < program.faults.size(); ++id) {
        const Fault& fault = program.faults[id];
        const std::string error = errno_name(-fault.error);
        see(seen, Coverage::FaultKey{printable(fault.site), name(fault.fault_class), error.empty() ? "other result" : "-" + error}, fault.selected && program.max_faults > 0,
            failed[id], possible[id]);
    }
    return seen;
}

Seen<std::string> hooks_of(const Program& program, const std::vector<bool>& taken) {
    std::vector<bool> entered(program.frames.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
        if (id < taken.size() && taken[id]) entered[program.locations[program.steps[id].to].frame] = true;
    }
    Seen<std::string> seen;
    for (FrameId id = 0; id < program.frames.size(); ++id) {
        const Frame& frame = program.frames[id];
        if (frame.kind == FrameKind::hook) see(seen, printable(frame.function), true, entered[id]);
    }
    return seen;
}

Seen<std::string> invariants_of(const Program& program, const std::vector<bool>& tested) {
    Seen<std::string> seen;
    for (std::size_t i = 0; i < program.invariants.size(); ++i) see(seen, printable(program.invariants[i].name), true, i < tested.size() && tested[i]);
    return seen;
}

}  // namespace

std::string verdict(const Tested& tested) {
    if (tested.executed > 0) return "executed";
    const std::string early = std::to_string(tested.cut_short) + (tested.cut_short == 1 ? " search" : " searches") + " ended before";
    if (tested.unreachable > 0) return tested.cut_short > 0 ? "missed: unreachable in " + counted(tested.unreachable, "result") + ", " + early : "unreachable";
    return tested.cut_short > 0 ? "missed: " + early : "missed: no scenario lets it fail";
}

void Coverage::add(const Checked& checked) {
    const checker::Statistics& statistics = checked.verdict.statistics;
    const bool holds = checked.verdict.status == checker::Status::holds || checked.verdict.status == checker::Status::vacuous;
    const bool complete = holds && statistics.steps_taken.size() == checked.program->steps.size();   // a proof does not know what runs do
    count(faults_of(*checked.program, statistics.steps_taken), complete, faults);
    count(hooks_of(*checked.program, statistics.steps_taken), complete, hooks);
    count(invariants_of(*checked.program, statistics.invariants_tested), complete, invariants);
    lines.add(checked);
    ++results;
    const std::string& variant = checked.context.variant;
    const std::size_t plus = variant.find('+');
    kernels.insert(variant.substr(0, plus));
    seals.insert(plus == variant.npos ? "none" : variant.substr(plus + 1));
    for (const Frame& frame : checked.program->frames) functions.insert(frame.function);
    model_directory = checked.context.model_directory;
}

}  // namespace mmapck::reports
