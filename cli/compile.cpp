// SPDX-License-Identifier: Apache-2.0
#include "cli/compile.h"

namespace mmapck::cli {

namespace {

namespace symbolic = checker::symbolic;

CompiledVariant as_compiled(lang::Compiled compiled) { return {std::move(compiled.program), std::move(compiled.diagnostics), std::move(compiled.source), {}}; }

std::vector<symbolic::OpenVariable> open_variables(const scenario::Scenario& scenario, const program::Program& program) {
    std::vector<symbolic::OpenVariable> open;
    for (const program::VarId variable : scenario::input_variables(scenario, program)) open.push_back({variable, int(scenario.inputs[open.size()].bits)});
    return open;
}

lang::Diagnostic contradiction(const scenario::Scenario& scenario) {
    const scenario::Text& first = scenario.inputs[0].name;
    return {lang::Severity::error, scenario.path, first.place.line, first.place.column, "no values of the inputs meet all that is said of them", "", "", first.place.pointer};
}

}  // namespace

CompiledVariant compile_variant(const scenario::Scenario& scenario, const scenario::Variant& variant, const scenario::Settings& settings,
                                lang::Compiler* compiler) {
    CompiledVariant open = as_compiled(scenario::compile(scenario, variant, settings, {}, compiler));
    if (scenario.inputs.empty() || !open.program) return open;
    symbolic::InputClasses inputs = symbolic::input_classes(*open.program, open_variables(scenario, *open.program), {});
    std::vector<scenario::InputValues> values;
    for (const symbolic::InputClass& found : inputs.classes) values.push_back(found.representative);
    if (values.empty() && inputs.reason.empty()) {
        open.diagnostics.push_back(contradiction(scenario));
        open.program.reset();
    }
    if (values.empty()) {
        open.inputs = std::move(inputs);
        return open;
    }
    CompiledVariant compiled = as_compiled(scenario::compile(scenario, variant, settings, values, compiler));
    compiled.inputs = std::move(inputs);
    return compiled;
}

}  // namespace mmapck::cli
