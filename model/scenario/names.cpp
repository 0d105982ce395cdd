// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/names.h"

#include <algorithm>
#include <set>

#include "model/program/driver_kinds.h"
#include "model/program/program.h"
#include "model/scenario/catalogue.h"

namespace mmapck::scenario {

namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

void report(Findings& findings, const Text& name, const std::string& what, const Names& known) {
    const std::string meant = did_you_mean(name.text, known);
    findings.error(name.place, "there is no " + what + " '" + name.text + "'", !meant.empty() ? meant : known.size() > 16 ? "" : "known: " + listed(known));
}

/// The kinds of violations that need no invariant.
Names built_in_kinds() {
    namespace kind = program::kind;
    Names names;
    for (const auto name : {kind::deadlock, kind::lock_order, kind::domain, kind::out_of_bounds, kind::unbounded_loop, kind::null_dereference,
                            kind::use_after_free, kind::double_free, kind::null_call, kind::division_by_zero, kind::shift_range, kind::pool_exhausted,
                            kind::lock_held_at_return})
        names.emplace_back(name);
    names.insert(names.end(), kind::of_drivers.begin(), kind::of_drivers.end());
    return names;
}

Names kinds_of(const program::Program& program) {
    std::set<std::string> kinds;
    for (const std::string& name : built_in_kinds()) kinds.insert(name);
    for (const program::Invariant& invariant : program.invariants) kinds.insert(invariant.name);
    for (const program::Step& step : program.steps)
        for (const program::Check& check : step.checks) kinds.insert(check.kind);
    return {kinds.begin(), kinds.end()};
}

Names sites_of(const program::Program& program) {
    std::set<std::string> sites;
    for (const program::Fault& fault : program.faults) sites.insert(fault.site);
    return {sites.begin(), sites.end()};
}

bool derived(const std::string& bound) { return bound == "NR_PROCESSES" || bound == "NR_FILES" || bound == "NR_PAGES"; }

void check_bound(Findings& findings, const Text& name, const Catalogue& catalogue) {
    if (derived(name.text))
        findings.error(name.place, name.text + " follows from the scenario's files and processes; it is not set here");
    else if (!has(catalogue.bounds, name.text))
        report(findings, name, "bound", catalogue.bounds);
}

}  // namespace

void check_names_of_model(Findings& findings, const Scenario& scenario, const Variant& variant, const Catalogue& catalogue) {
    for (const Text& kernel : scenario.kernels)
        if (kernel.text == variant.kernel && !has(catalogue.kernels, kernel.text)) report(findings, kernel, "kernel generation", catalogue.kernels);
    for (const Text& seal : scenario.seals)
        if (seal.text == variant.seal && !has(catalogue.seals, seal.text)) report(findings, seal, "seal design", catalogue.seals);
    for (const Bound& bound : scenario.bounds) check_bound(findings, bound.name, catalogue);
}

namespace {

/// What the model and the scenario's own drivers define.
Catalogue with_drivers(const std::string& model_directory, const Scenario& scenario) {
    Catalogue names = catalogue(model_directory);
    for (const Driver& driver : scenario.drivers) add_names(names, driver.path);
    return names;
}

}  // namespace

void check_names_of_program(Findings& findings, const Scenario& scenario, const Variant& variant, const program::Program& program,
                            const std::string& model_directory) {
    for (const Text& name : scenario.check) {
        const bool is_invariant = std::any_of(program.invariants.begin(), program.invariants.end(), [&](const auto& i) { return i.name == name.text; });
        if (!is_invariant && !has(built_in_kinds(), name.text)) report(findings, name, "invariant", with_drivers(model_directory, scenario).invariants);
    }
    const Expectation expectation = expected(scenario, variant);
    const Names kinds = expectation.violates.empty() ? Names() : kinds_of(program);
    for (const Text& name : expectation.violates)
        if (!has(kinds, name.text)) report(findings, name, "violation", kinds);
    const bool names_sites = !scenario.faults.sites.empty() || !scenario.faults.except.empty();
    const Names sites = names_sites ? sites_of(program) : Names();
    for (const std::vector<Text>* named : {&scenario.faults.sites, &scenario.faults.except})
        for (const Text& name : *named) {
            if (has(sites, name.text)) continue;
            const Names all = with_drivers(model_directory, scenario).fault_sites;
            if (!has(all, name.text)) report(findings, name, "fault point", all);
        }
}

}  // namespace mmapck::scenario
