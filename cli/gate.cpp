// SPDX-License-Identifier: Apache-2.0
#include "cli/gate.h"

#include <algorithm>
#include <set>

#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

bool has(const FaultClasses& classes, program::FaultClass one) { return classes.empty() || std::find(classes.begin(), classes.end(), one) != classes.end(); }

}  // namespace

program::Program with_classes(program::Program program, const FaultClasses& classes) {
    if (classes.empty()) return program;
    return checker::without_faults(std::move(program), [&](const program::Fault& fault) { return !has(classes, fault.fault_class); });
}

bool needs_other_class(const program::Program& program, const checker::Counterexample& counterexample, const FaultClasses& classes) {
    const std::vector<checker::FaultPoint> faults = checker::faults_of(program, counterexample.trace);
    return std::any_of(faults.begin(), faults.end(), [&](const checker::FaultPoint& fault) { return !has(classes, fault.fault_class); });
}

void relax_vacuity(VacuityGate gate, checker::Verdict& verdict, std::vector<std::string>& remarks) {
    if (gate == VacuityGate::error) return;
    if (verdict.status == checker::Status::vacuous) verdict.status = checker::Status::holds;
    for (checker::Vacuity& vacuity : verdict.vacuities) {
        if (vacuity.gates && gate == VacuityGate::warn) remarks.push_back("never tested: " + reports::printable(vacuity.name) + ": " + reports::printable(vacuity.reason));
        vacuity.gates = false;
    }
}

std::string why_it_does_not_gate(const program::Program& program, const checker::Counterexample& counterexample, const FaultClasses& classes) {
    std::set<std::string> others;
    for (const checker::FaultPoint& fault : checker::faults_of(program, counterexample.trace))
        if (!has(classes, fault.fault_class)) others.insert(program::name(fault.fault_class));
    std::string text;
    for (const std::string& other : others) text += (text.empty() ? "" : " and ") + other;
    return reports::printable(counterexample.violation.kind) + " does not gate: needs faults of class " + text;
}

}  // namespace mmapck::cli
