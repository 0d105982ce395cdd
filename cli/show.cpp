// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <filesystem>
#include <map>
#include <ostream>

#include "checker/explicit/estimate.h"
#include "cli/gate.h"
#include "cli/progress.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::cli {

namespace {

using program::Program;

constexpr std::size_t columns = 80;

std::string item(const std::string& name, std::size_t width) { return "    " + reports::padded(name, width) + "  "; }

/// Bits that a value from 0 to `most` takes.
std::uint64_t bits(std::uint64_t most) { return std::uint64_t(std::bit_width(most)); }

/// Bits of a state if every cell took its own.
std::uint64_t state_bits(const Program& program) {
    std::uint64_t sum = 0;
    for (const program::Variable& variable : program.variables) sum += bits(std::uint64_t(variable.high) - std::uint64_t(variable.low)) * variable.count;
    std::vector<std::uint64_t> locations(program.tasks.size());
    for (const program::Location& location : program.locations) ++locations[location.task];
    for (const std::uint64_t count : locations) sum += bits(count == 0 ? 0 : count - 1);
    return sum;
}

const char* name(program::TaskKind kind) {
    switch (kind) {
        case program::TaskKind::setup: return "runs first";
        case program::TaskKind::normal: return "task";
        case program::TaskKind::daemon: return "daemon";
        case program::TaskKind::teardown: return "runs last";
    }
    return "";
}

void show_tasks(std::ostream& out, const Program& program) {
    out << "  tasks\n";
    std::vector<std::size_t> steps(program.tasks.size());
    for (const program::Step& step : program.steps) ++steps[program.locations[step.from].task];
    for (std::size_t task = 0; task < program.tasks.size(); ++task)
        out << item(program.tasks[task].name, 16) << reports::padded(name(program.tasks[task].kind), 10) << "  " << reports::counted(steps[task], "step") << "\n";
}

/// "region.c:16": where the folders do not fit.
std::string file_and_line(const Program& program, const program::Position& where) {
    return std::filesystem::path(reports::position_text(program, where)).filename().string();
}

/// One line for each site, however often it is inlined.
void show_faults(std::ostream& out, const Program& program) {
    struct Site {
        const program::Fault* first = nullptr;
        std::size_t places = 0;
    };
    std::map<std::string, Site> sites;
    std::size_t width = 0, places = 0;
    for (const program::Fault& fault : program.faults) {
        if (!fault.selected) continue;
        Site& site = sites[fault.site];
        if (site.places++ == 0) site.first = &fault;
        width = std::max(width, fault.site.size());
        ++places;
    }
    out << "  faults: " << (program.max_faults == scenario::Faults::unlimited ? "any number" : "at most " + std::to_string(program.max_faults)) << " in a run, at " << reports::counted(sites.size(), "site") << " (" << reports::counted(places, "place") << ")\n";
    for (const auto& [name, site] : sites) {
        const std::string error = reports::errno_name(-site.first->error);
        const std::string line = item(name, width) + reports::padded(program::name(site.first->fault_class), 17) + "  " +
                                 reports::padded(error.empty() ? "other result" : "-" + error, 8) + "  ";
        out << line << reports::cut_middle(file_and_line(program, site.first->where), columns - std::min(line.size(), columns - 5)) << "\n";
    }
}

void show_invariants(std::ostream& out, const Program& program) {
    out << "  invariants\n";
    std::vector<std::string> seen;
    for (const program::Invariant& invariant : program.invariants) {
        if (std::find(seen.begin(), seen.end(), invariant.name) != seen.end()) continue;
        seen.push_back(invariant.name);
        out << item(invariant.name, 0) << "(" << program::name(invariant.moment) << ")\n";
        for (const std::string& line : reports::wrapped(invariant.words, columns - 8)) out << "        " << line << "\n";
    }
}

/// "30.2k states", or what is guessed of them.
std::string states_text(const checker::explicit_::Estimate& estimate) {
    if (estimate.exact) return reports::counted(estimate.states, "state");
    const std::string range = estimate.high == 0 ? "at least " + short_number(double(estimate.low)) : short_number(double(estimate.low)) + " to " + short_number(double(estimate.high));
    return "some " + short_number(double(estimate.states)) + " states (" + range + ")";
}

void show_size(std::ostream& out, const Program& program) {
    std::uint64_t cells = 0;
    for (const program::Variable& variable : program.variables) cells += variable.count;
    out << "  size\n"
        << "    " << reports::counted(program.locations.size(), "location") << ", " << reports::counted(program.steps.size(), "step") << ", "
        << reports::counted(program.variables.size(), "variable") << " of " << reports::counted(cells, "cell") << "\n"
        << "    at most " << reports::counted(state_bits(program), "bit") << " a state\n";
    const checker::explicit_::Estimate estimate = checker::explicit_::estimate_size(program, {});
    out << "    " << states_text(estimate) << " without reductions, " << short_number(double(estimate.bytes)) << "B of memory\n";
}

void show_limits(std::ostream& out, const scenario::Limits& limits) {
    if (limits.states == 0 && limits.bytes == 0) return;
    out << "    limits:";
    if (limits.states > 0) out << " " << reports::counted(std::uint64_t(limits.states), "state");
    if (limits.bytes > 0) out << (limits.states > 0 ? "," : "") << " " << reports::counted(std::uint64_t(limits.bytes), "byte");
    out << "\n";
}

void show_expectation(std::ostream& out, const scenario::Expectation& expectation) {
    out << "  expected: " << (expectation.holds() ? "holds" : "violates");
    for (std::size_t i = 0; i < expectation.violates.size(); ++i) out << (i == 0 ? " " : " or ") << reports::printable(expectation.violates[i].text);
    out << "\n";
}

void show_variant(std::ostream& out, const scenario::Scenario& scenario, const scenario::Variant& variant, const Program& program) {
    const std::string kernel = ", kernel " + variant.name();
    out << reports::cut_middle(reports::printable(scenario.path), columns - std::min(kernel.size(), columns - 20)) << kernel << "\n";
    for (const std::string& line : reports::wrapped(scenario.name.text, columns - 2)) out << "  " << line << "\n";
    show_expectation(out, scenario::expected(scenario, variant));
    show_tasks(out, program);
    show_faults(out, program);
    show_invariants(out, program);
    show_size(out, program);
    show_limits(out, scenario.limits);
}

}  // namespace

ExitCode show(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    for (const Subject& subject : subjects->all) {
        if (options.source) surroundings.out << scenario::generate(*subject.scenario, subject.variant, {}, subjects->settings.known->defaults);
        const bool more = options.program || !options.source;
        if (!more) continue;
        std::optional<Program> program = program_of(*subject.scenario, subject.variant, subjects->settings, options.passes, surroundings);
        if (program) program = with_classes(std::move(*program), options.fault_classes);
        if (!program)
            code = worse(code, ExitCode::invalid_input);
        else if (options.program)
            surroundings.out << program::to_text(*program);
        else
            show_variant(surroundings.out, *subject.scenario, subject.variant, *program);
    }
    return code;
}

}  // namespace mmapck::cli
