// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <ostream>

#include "checker/symbolic/redundancy.h"
#include "cli/compile.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/file.h"
#include "reports/values.h"

namespace mmapck::cli {

namespace {

using scenario::Run;
using scenario::Scenario;
using scenario::Text;

/// Everything that runs, as one text.
void collect(const std::vector<Run>& runs, std::string& text) {
    for (const Run& run : runs) {
        text += run.statement.text + "\n";
        collect(run.items, text);
    }
}

std::string statements_of(const Scenario& scenario) {
    std::string text;
    collect(scenario.setup, text);
    for (const scenario::Process& process : scenario.processes) collect(process.vmas, text);
    for (const scenario::Task& task : scenario.tasks) collect(task.run, text);
    for (const scenario::File& file : scenario.files)
        for (const Text& extent : file.extents) text += extent.text + "\n";
    return text;
}

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// Whether a text has the name as a word of its own.
bool mentions(const std::string& text, const std::string& name) {
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return true;
    }
    return false;
}

/// What is allowed, and yet is probably a mistake.
class Linter {
  public:
    Linter(const Scenario& scenario, std::ostream& out) : scenario_(scenario), out_(out), statements_(statements_of(scenario)) {}

    /// How many remarks there are.
    std::size_t lint() {
        // A driver may reach for files by their number.
        const bool by_number = std::any_of(scenario_.drivers.begin(), scenario_.drivers.end(),
                                           [](const scenario::Driver& driver) { return reports::read_file(driver.path).content.find("files[") != std::string::npos; });
        for (const scenario::File& file : scenario_.files)
            if (!by_number && file.extents.empty() && !mentions(statements_, file.name.text)) remark(file.name, "no statement uses the file '" + file.name.text + "'");
        for (const scenario::Choice& choice : scenario_.choices)
            if (!mentions(statements_, choice.name.text)) remark(choice.name, "no statement uses the choice '" + choice.name.text + "'");
        for (const scenario::Input& input : scenario_.inputs)
            if (!mentions(statements_, input.name.text)) remark(input.name, "no statement uses the input '" + input.name.text + "'");
        for (const scenario::Process& process : scenario_.processes) {
            const bool runs = std::any_of(scenario_.tasks.begin(), scenario_.tasks.end(), [&](const scenario::Task& task) { return task.process == process.name.text; });
            if (!runs && !mentions(statements_, process.name.text)) remark(process.name, "no task runs in the process '" + process.name.text + "'");
        }
        for (const scenario::Driver& driver : scenario_.drivers) lint(driver);
        for (const Text& site : scenario_.faults.except)
            if (!scenario_.faults.sites.empty() && !has(scenario_.faults.sites, site.text)) remark(site, "'" + site.text + "' is excepted, but not among the sites");
        if (scenario_.faults.at_most == 0 && !(scenario_.faults.sites.empty() && scenario_.faults.classes.empty()))
            remark((scenario_.faults.sites.empty() ? scenario_.faults.classes : scenario_.faults.sites).front(), "faults are selected, but at most 0 may happen");
        return remarks_;
    }

  private:
    static bool has(const std::vector<Text>& texts, const std::string& name) {
        return std::any_of(texts.begin(), texts.end(), [&](const Text& text) { return text.text == name; });
    }

    /// A driver is there for a file, or for what it adds for statements to call.
    void lint(const scenario::Driver& driver) {
        const std::string text = reports::read_file(driver.path).content;
        for (std::size_t at = text.find("DRIVER("); at != text.npos; at = text.find("DRIVER(", at + 1)) {
            const std::size_t begin = at + 7;
            const std::string name = text.substr(begin, text.find_first_of(" ,)", begin) - begin);
            if (std::any_of(scenario_.files.begin(), scenario_.files.end(), [&](const scenario::File& file) { return file.driver.text == name; })) return;
            if (mentions(statements_, name)) return;
        }
        if (text.find("DRIVER(") != text.npos) remark(driver.name, "no file is of a driver in '" + driver.name.text + "'");
    }

    void remark(const Text& text, const std::string& message) {
        out_ << reports::shown_path(scenario_.path) << ":" << text.place.line << ":" << text.place.column << ": remark: " << reports::printable(message) << "\n";
        ++remarks_;
    }

    const Scenario& scenario_;
    std::ostream& out_;
    std::string statements_;
    std::size_t remarks_ = 0;
};

std::string subject_of(const checker::symbolic::Redundancy& redundancy) {
    using Subject = checker::symbolic::Redundancy::Subject;
    const std::string name = "'" + reports::printable(redundancy.name) + "'";
    switch (redundancy.subject) {
        case Subject::assumption: return name + " can never hold: ";
        case Subject::fault: return "fault point " + name + " is never used: ";
        case Subject::invariant: return "invariant " + name + " says nothing more: ";
    }
    return "";
}

/// What a solver finds that makes no difference. What the scenario does not ask for by name is worth knowing, but no mistake of it.
bool lint_by_solver(const Subject& subject, const program::Program& program, std::ostream& out) {
    checker::symbolic::SolverOptions solver;
    solver.resources = 1'000'000;   // a question that takes more is left open: these are hints
    const checker::symbolic::Redundancies redundancies = checker::symbolic::redundancies(program, solver);
    const std::string variant = reports::shown_path(subject.scenario->path) + " " + subject.variant.name();
    bool asked_for = false;
    for (const checker::symbolic::Redundancy& found : redundancies.found) {
        asked_for |= found.named;
        out << reports::position_text(program, found.where) << ":" << found.where.column << ": " << (found.named ? "remark: " : "note: ") << subject_of(found) << found.reason << " (" << variant << ")\n";
    }
    if (!redundancies.reason.empty()) out << variant << ": note: no solver was asked: " << reports::printable(redundancies.reason) << "\n";
    if (redundancies.unanswered > 0) out << variant << ": note: " << redundancies.unanswered << " of " << redundancies.questions << " questions to the solver were not answered\n";
    return asked_for;
}

}  // namespace

ExitCode lint(const Options& options, Surroundings& surroundings) {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    for (const Scenario& scenario : subjects->scenarios)
        if (Linter(scenario, surroundings.out).lint() > 0) code = worse(code, ExitCode::not_as_expected);
    for (const Subject& subject : subjects->all) {
        const CompiledVariant compiled = compile_variant(*subject.scenario, subject.variant, subjects->settings);
        print(surroundings, compiled.diagnostics);
        if (!compiled.program) code = worse(code, ExitCode::invalid_input);
        else if (options.solver && lint_by_solver(subject, *compiled.program, surroundings.out)) code = worse(code, ExitCode::not_as_expected);
    }
    return code;
}

}  // namespace mmapck::cli
