// SPDX-License-Identifier: Apache-2.0
#include "cli/classes.h"

#include <array>
#include <charconv>
#include <ostream>

#include "checker/explicit/check.h"
#include "checker/replay/first_runs.h"
#include "cli/compile.h"
#include "cli/subject.h"
#include "model/program/passes.h"
#include "reports/ascii.h"
#include "reports/values.h"

namespace mmapck::cli {

namespace {

using checker::replay::FirstRuns;
using reports::ClassOfInputs;

/// Addresses are easier to read in hexadecimal.
std::string number(std::uint64_t value) {
    std::array<char, 20> digits{};
    const int base = value < 10'000 ? 10 : 16;
    char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    return (base == 16 ? "0x" : "") + std::string(digits.data(), end);
}

std::string values_text(const reports::Inputs& inputs, const ClassOfInputs& one) {
    std::string text;
    for (std::size_t i = 0; i < inputs.names.size(); ++i) text += std::string(i == 0 ? "" : ", ") + inputs.names[i] + " = " + number(one.representative[i]);
    return text;
}

std::string returned_text(const ClassOfInputs& one) {
    std::string text;
    for (const std::string& call : one.returned) text += (text.empty() ? "" : ", ") + call;
    return text;
}

/// The program that begins with one class only.
program::Program with_class(program::Program program, program::StepId choice, std::int64_t value) {
    if (choice == program::none) return program;
    program.steps[choice].choice_low = program.steps[choice].choice_high = program.expressions.constant(value);
    return program;
}

/// One class alone may leave untested what others test.
std::string verdict_text(const checker::Verdict& verdict) {
    if (verdict.counterexamples.empty()) return checker::name(verdict.status == checker::Status::vacuous ? checker::Status::holds : verdict.status);
    return "violates " + verdict.counterexamples[0].violation.kind;
}

void print_classes(const Subject& subject, const program::Program& program, const reports::Inputs& inputs, const Options& options, Surroundings& surroundings) {
    std::ostream& out = surroundings.out;
    const std::string name = reports::printable(subject.scenario->path) + " " + subject.variant.name();
    if (subject.scenario->inputs.empty()) {
        out << reports::folded(name + ": no input is open; with \"inputs\": { \"len\": {} }, len may be any number wherever the tasks' system calls use it", 4) << "\n";
        return;
    }
    out << name << ": " << inputs.classes.size() << (inputs.classes.size() == 1 ? " class" : " classes") << " of inputs\n";
    if (inputs.classes.empty()) return;
    const program::StepId choice = checker::replay::first_runs(program).choice;
    for (std::size_t i = 0; i < inputs.classes.size(); ++i) {
        const ClassOfInputs& one = inputs.classes[i];
        const checker::Verdict verdict = checker::explicit_::check(with_class(program, choice, std::int64_t(i)), options.limits, {});
        out << "\n" << reports::folded(std::to_string(i + 1) + "  " + values_text(inputs, one), 4) << "\n";
        out << reports::folded("    " + verdict_text(verdict) + (one.returned.empty() ? "" : "; " + returned_text(one)), 4) << "\n";
        for (const ClassOfInputs::Test& test : one.tests)
            out << reports::folded((test.holds ? "    " : "    not ") + reports::printable(test.condition) + "  (" + reports::printable(test.where) + ")", 8) << "\n";
    }
}

}  // namespace

reports::Inputs tell_classes(const scenario::Scenario& scenario, const checker::symbolic::InputClasses& classes, const program::Program& program) {
    reports::Inputs told;
    for (const scenario::Input& input : scenario.inputs) told.names.push_back(input.name.text);
    const FirstRuns runs = checker::replay::first_runs(program);
    for (const checker::symbolic::InputClass& found : classes.classes) {
        ClassOfInputs one;
        for (const std::int64_t value : found.representative) one.representative.push_back(std::uint64_t(value));
        for (const checker::symbolic::DecidedTest& test : found.tests) one.tests.push_back({test.condition, test.holds, test.where});
        const auto run = classes.classes.size() == 1 ? runs.by_value.begin() : runs.by_value.find(std::int64_t(told.classes.size()));
        if (run != runs.by_value.end()) {
            for (const checker::replay::Returned& returned : run->second.returned)
                one.returned.push_back(returned.call + "() = " + reports::returned_text(program, 0, returned.value));
            one.violation = run->second.violation;
        }
        told.classes.push_back(std::move(one));
    }
    return told;
}

ExitCode classes(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    for (const Subject& subject : subjects->all) {
        CompiledVariant compiled = compile_variant(*subject.scenario, subject.variant, subjects->settings);
        print(surroundings, compiled.diagnostics);
        if (!compiled.program) {
            code = worse(code, ExitCode::invalid_input);
            continue;
        }
        const program::Program program = program::optimize(std::move(*compiled.program), options.passes);
        const bool any = !compiled.inputs.classes.empty();
        print_classes(subject, program, any ? tell_classes(*subject.scenario, compiled.inputs, program) : reports::Inputs{}, options, surroundings);
        if (compiled.inputs.reason.empty()) continue;
        complain(surroundings, reports::printable(subject.scenario->path) + " " + subject.variant.name() + ": " + compiled.inputs.reason);
        code = worse(code, ExitCode::inconclusive);
    }
    return code;
}

}  // namespace mmapck::cli
