// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "model/scenario/catalogue.h"
#include "model/scenario/drivers.h"
#include "model/scenario/names.h"

namespace mmapck::scenario {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> texts_of(const std::vector<Text>& names) {
    std::vector<std::string> found;
    for (const Text& name : names) found.push_back(name.text);
    return found;
}

/// The path below the folder; empty if it is not below it.
std::string below(const std::string& folder, const std::string& path) {
    if (folder.empty() || !fs::path(path).is_absolute()) return "";
    const std::string relative = fs::path(path).lexically_normal().lexically_relative(fs::path(folder).lexically_normal() / "").string();
    return relative.empty() || relative.rfind("..", 0) == 0 ? "" : relative;
}

/// As a user would type it: the scenario as it was typed; else relative to the working directory if below it; a file of a model elsewhere by its
/// place in the model.
std::string shown(const std::string& path, const Scenario& scenario, const Settings& settings) {
    if (path == scenario.path || path == below(settings.working_directory, scenario.path)) return scenario.path;
    if (std::string relative = below(settings.working_directory, path); !relative.empty()) return relative;
    if (std::string relative = below(settings.model_directory, path); !relative.empty()) return relative;
    return fs::path(path).lexically_normal().string();
}

void collect(const std::vector<Run>& runs, std::vector<Place>& places) {
    for (const Run& run : runs) {
        places.push_back(run.place);
        collect(run.items, places);
    }
}

/// All places that the generated text refers to.
std::vector<Place> places_of(const Scenario& scenario) {
    std::vector<Place> places;
    const auto add = [&](const Text& text) { places.push_back(text.place); };
    for (const Text& text : scenario.kernels) add(text);
    for (const Text& text : scenario.seals) add(text);
    for (const Driver& driver : scenario.drivers) add(driver.name);
    for (const Choice& choice : scenario.choices) add(choice.name);
    for (const Input& input : scenario.inputs) {
        add(input.name);
        for (const Text& condition : input.where) add(condition);
    }
    for (const File& file : scenario.files) {
        add(file.name);
        add(file.driver);
        for (const Text& extent : file.extents) add(extent);
    }
    for (const Process& process : scenario.processes) {
        add(process.name);
        collect(process.vmas, places);
    }
    collect(scenario.setup, places);
    for (const Task& task : scenario.tasks) {
        add(task.name);
        collect(task.run, places);
    }
    return places;
}

/// A message about the generated text that stands in the scenario becomes one about the scenario.
void place_in_scenario(lang::Diagnostic& diagnostic, const Scenario& scenario, const std::vector<Place>& places) {
    if (diagnostic.file != scenario.path) return;
    diagnostic.source_line = json::line_of(scenario.source, diagnostic.line);
    const Place* best = nullptr;
    for (const Place& place : places) {
        if (place.line != diagnostic.line) continue;
        if (!best || place.column <= diagnostic.column) best = &place;
    }
    if (!best) return;
    diagnostic.pointer = best->pointer;
    const bool inside = diagnostic.column >= best->column && diagnostic.column <= diagnostic.source_line.size() + 1;
    if (!inside) diagnostic.column = best->column;
}

/// What is the same for all scenarios of a kernel.
lang::Unit prelude_of(std::string text, const Settings& settings) {
    lang::Unit unit;
    unit.path = (fs::path(settings.model_directory) / "prelude").string();
    unit.text = std::move(text);
    unit.include_dirs = {settings.model_directory, (fs::path(settings.model_directory) / "include").string()};
    unit.shown_relative_to = settings.working_directory;
    return unit;
}

/// So that scenarios which set different bounds have the same ones to set.
std::vector<lang::Parameter> with_defaults(const std::vector<lang::Parameter>& set, std::vector<lang::Parameter> bounds) {
    for (const lang::Parameter& bound : set) {
        const auto known = std::ranges::find(bounds, bound.name, &lang::Parameter::name);
        if (known == bounds.end()) bounds.push_back(bound);
        else known->value = bound.value;
    }
    return bounds;
}

lang::Unit unit_of(const Scenario& scenario, std::string text, const Settings& settings) {
    lang::Unit unit = prelude_of(std::move(text), settings);
    unit.path = scenario.path;
    for (const std::string& folder : driver_folders(scenario.path)) unit.include_dirs.push_back(folder);
    unit.faults.at_most = settings.at_most.value_or(std::uint32_t(scenario.faults.at_most));
    unit.faults.sites = texts_of(scenario.faults.sites);
    unit.faults.classes = texts_of(scenario.faults.classes);
    unit.faults.except_sites = texts_of(scenario.faults.except);
    unit.invariants = texts_of(scenario.check);
    unit.wants_source = settings.wants_source;
    return unit;
}

lang::Compiled compile_text(const Scenario& scenario, const Variant& variant, const Settings& settings, const std::vector<InputValues>& inputs,
                            const std::vector<lang::Parameter>& defaults, lang::Compiler* compiler) {
    if (compiler) {
        Parts parts = generate_parts(scenario, variant, inputs, defaults);
        const lang::Unit prelude = prelude_of(std::move(parts.prelude), settings), drivers = unit_of(scenario, std::move(parts.drivers), settings),
                         unit = unit_of(scenario, std::move(parts.rest), settings);
        const std::vector<lang::Parameter> bounds = with_defaults(parts.bounds, defaults);
        if (lang::Compiled compiled = compiler->compile(bounds, prelude, drivers, unit); compiled.program) return compiled;
    }
    return lang::compile(unit_of(scenario, generate(scenario, variant, inputs, defaults), settings));
}

lang::Compiled failed(std::vector<lang::Diagnostic> diagnostics) { return {std::nullopt, std::move(diagnostics)}; }

}  // namespace

lang::Compiled compile(const Scenario& scenario, const Variant& variant, const Settings& settings, const std::vector<InputValues>& inputs,
                       lang::Compiler* compiler) {
    Findings findings(scenario.path, scenario.source);
    std::optional<Catalogue> read;
    if (!settings.known) read = kernels_and_bounds(settings.model_directory);
    const Catalogue& model = read ? *read : *settings.known;
    check_names_of_model(findings, scenario, variant, model);
    if (!findings.empty()) return failed(findings.take());

    lang::Compiled compiled = compile_text(scenario, variant, settings, inputs, model.defaults, compiler);
    const std::vector<Place> places = places_of(scenario);
    for (lang::Diagnostic& diagnostic : compiled.diagnostics) {
        diagnostic.file = shown(diagnostic.file, scenario, settings);
        place_in_scenario(diagnostic, scenario, places);
    }
    if (!compiled.program) return compiled;
    for (std::string& file : compiled.program->files) file = shown(file, scenario, settings);
    if (compiled.source)
        for (std::string& file : compiled.source->files) file = shown(file, scenario, settings);

    check_names_of_program(findings, scenario, variant, *compiled.program, settings.model_directory);
    if (!findings.empty()) return failed(findings.take());
    return compiled;
}

std::vector<program::VarId> input_variables(const Scenario& scenario, const program::Program& program) {
    std::vector<program::VarId> variables;
    for (const Input& input : scenario.inputs)
        for (program::VarId id = 0; id < program.variables.size(); ++id)
            if (program.variables[id].name == input.name.text && program.variables[id].owner_of(0) == program::shared) variables.push_back(id);
    return variables;
}

}  // namespace mmapck::scenario
