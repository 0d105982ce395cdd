// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/prove.h"

#include <memory>
#include <ostream>
#include <stdexcept>

#include "cli/compile.h"
#include "cli/in_order.h"
#include "cli/jobs.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/subject.h"
#include "model/program/passes.h"
#include "reports/ascii.h"
#include "reports/file.h"
#include "reports/result.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace mmapck::cli {

namespace {

namespace symbolic = checker::symbolic;

symbolic::SolverOptions solver_of(const Options& options) {
    symbolic::SolverOptions solver;
    solver.resources = options.resources;
    solver.seed = options.solver_seed;
    return solver;
}

std::string told(const symbolic::Proof& proof) {
    const std::string by = "; " + std::to_string(proof.questions) + " questions to " + proof.solver;
    switch (proof.verdict.status) {
        case checker::Status::holds: {
            const std::string invariant = proof.states > 0 ? ", " + reports::counted(proof.states, "state") : proof.lemmas > 0 ? ", " + reports::counted(proof.lemmas, "lemma") : "";
            return "proved by " + proof.method + invariant + ", numbers are " + symbolic::name(proof.numbers) + by;
        }
        case checker::Status::violated: {
            const checker::Counterexample& found = proof.verdict.counterexamples[0];
            return found.violation.kind + " after " + reports::counted(found.trace.moves, "move") + ", with " + reports::counted(found.trace.faults, "fault") + "; " + proof.solver;
        }
        default: return "inconclusive: " + proof.verdict.reason + "; " + proof.solver;
    }
}

ExitCode code_of(reports::Outcome outcome) {
    switch (outcome) {
        case reports::Outcome::expected: return ExitCode::as_expected;
        case reports::Outcome::inconclusive: return ExitCode::inconclusive;
        default: return ExitCode::not_as_expected;
    }
}

/// Shows how far a proof is, from its construction to its destruction.
class ProgressOfProof {
  public:
    ProgressOfProof(Progress& progress, std::size_t index, const Subject& subject) : progress_(progress), index_(index) {
        progress_.begin(index_, subject.scenario->path + " " + subject.variant.name());
    }
    ~ProgressOfProof() { progress_.end(index_); }
    ProgressOfProof(const ProgressOfProof&) = delete;
    ProgressOfProof& operator=(const ProgressOfProof&) = delete;

    /// What is proved, by which method, with how many questions so far.
    void follow(symbolic::ProveOptions& how) const {
        struct Place {
            std::string method;
            std::uint64_t questions = 0;
        };
        const auto place = std::make_shared<Place>();
        const auto tell = [&progress = progress_, index = index_, place, invariant = how.invariant] {
            progress.tell(index, (invariant.empty() ? "" : invariant + ", ") + place->method + ", " + reports::counted(place->questions, "question"));
        };
        how.progress = [place, tell](const std::string& method) { place->method = method; tell(); };
        how.solver.asked = [place, tell] { ++place->questions; tell(); };
    }

  private:
    Progress& progress_;
    std::size_t index_;
};

/// What became of one variant. There is no program where there were errors.
struct Proved {
    std::vector<lang::Diagnostic> diagnostics;
    std::optional<program::Program> program;
    symbolic::Proof proof;
};

/// `index` is the place of the result, for the progress.
Proved prove_one(const Subject& subject, const scenario::Settings& settings, const Options& options, std::size_t index, Progress& progress) {
    Proved result;
    const ProgressOfProof shown(progress, index, subject);
    CompiledVariant compiled = compile_variant(*subject.scenario, subject.variant, settings);
    result.diagnostics = std::move(compiled.diagnostics);
    if (!compiled.program) return result;
    result.program = program::optimize(std::move(*compiled.program));
    if (!compiled.inputs.reason.empty()) {
        result.proof.verdict.status = checker::Status::inconclusive;
        result.proof.verdict.reason = compiled.inputs.reason;
        return result;
    }
    symbolic::ProveOptions how;
    how.scenario = subject.scenario->path;
    how.variant = subject.variant.name();
    how.solver = solver_of(options);
    how.invariant = options.invariant;
    how.slice = options.slice;
    shown.follow(how);
    result.proof = symbolic::prove(*result.program, how);
    return result;
}

ExitCode tell(const Subject& subject, const Proved& proved, const Options& options, Surroundings& surroundings) {
    print(surroundings, proved.diagnostics);
    if (!proved.program) return ExitCode::invalid_input;
    const symbolic::Proof& proof = proved.proof;
    const std::string path = subject.scenario->path, variant = subject.variant.name();
    const reports::Outcome outcome = reports::judge(proof.verdict, scenario::expected(*subject.scenario, subject.variant));
    const std::string mark = reports::padded(outcome == reports::Outcome::expected ? "ok" : reports::name(outcome), 14);
    surroundings.out << reports::folded(mark + reports::printable(path) + " " + variant + ": " + told(proof), mark.size()) << "\n";
    if (outcome == reports::Outcome::inconclusive && proof.verdict.reason.find(symbolic::resources_used_up) != std::string::npos)
        surroundings.out << reports::indented("--resources " + std::to_string(2 * options.resources) + " lets z3 try twice as hard; --invariant NAME asks it less");
    if (outcome == reports::Outcome::unexpected)
        for (const checker::Counterexample& found : proof.verdict.counterexamples)
            surroundings.out << "\n" << reports::to_text(*proved.program, found, {subject.scenario->name.text, path, variant, ""});
    surroundings.out.flush();
    if (options.certificate.empty() || proof.certificate.empty()) return code_of(outcome);
    const std::string failure = reports::write_file(options.certificate, proof.certificate);
    if (failure.empty()) return code_of(outcome);
    complain(surroundings, failure);
    return ExitCode::input_output;
}

/// The program that a certificate is about.
std::optional<program::Program> program_of(const symbolic::CertificateHead& head, const Options& options, Surroundings& surroundings) {
    const auto settings = settings_of(options, surroundings);
    if (!settings) return std::nullopt;
    const scenario::Loaded loaded = scenario::load(head.scenario);
    print(surroundings, loaded.diagnostics);
    if (!loaded.scenario) return std::nullopt;
    for (const scenario::Variant& variant : scenario::variants(*loaded.scenario))
        if (variant.name() == head.variant) return program_of(*loaded.scenario, variant, *settings, {}, surroundings);
    complain(surroundings, reports::printable(head.scenario) + " has no variant '" + reports::printable(head.variant) + "'");
    return std::nullopt;
}

}  // namespace

ExitCode prove(const Options& options, Surroundings& surroundings) try {
    ExitCode code = ExitCode::as_expected;
    const std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    if (!options.certificate.empty() && subjects->all.size() != 1) {
        complain(surroundings, "--certificate takes the proof of one variant of one scenario; --variant says which");
        return ExitCode::usage;
    }
    const std::size_t count = subjects->all.size();
    Progress progress(surroundings.err, wanted(options.progress, surroundings.err_is_terminal), count);
    const auto compute = [&](std::size_t index) { return prove_one(subjects->all[index], subjects->settings, options, index, progress); };
    const std::size_t jobs = number_of_jobs(options, count);
    InOrder<Proved, decltype(compute)> results(count, jobs, jobs, compute);
    for (std::size_t index = 0; index < count; ++index) {
        const Proved proved = results.take([&] { progress.draw(); });
        progress.clear();
        code = worse(code, tell(subjects->all[index], proved, options, surroundings));
        progress.done(index + 1);
    }
    return code;
} catch (const std::invalid_argument& problem) {
    complain(surroundings, problem.what());
    return ExitCode::usage;
}

ExitCode verify_certificate(const Options& options, Surroundings& surroundings) {
    const reports::FileContent file = reports::read_file(options.operands[0]);
    const std::string name = reports::printable(options.operands[0]);
    if (!file.error.empty()) {
        complain(surroundings, file.error);
        return ExitCode::invalid_input;
    }
    try {
        const symbolic::CertificateHead head = symbolic::read_certificate_head(file.content);
        const auto program = program_of(head, options, surroundings);
        if (!program) return ExitCode::invalid_input;
        if (symbolic::write_certificate(*program, head) != file.content) {
            surroundings.out << "rejected: " << name << " does not ask what has to be asked of " << reports::printable(head.scenario) << " " << head.variant << "\n";
            return ExitCode::not_as_expected;
        }
    } catch (const std::invalid_argument& problem) {
        complain(surroundings, name + ": " + problem.what());
        return ExitCode::invalid_input;
    }
    const symbolic::Acceptance acceptance = symbolic::check_certificate(file.content, solver_of(options));
    if (acceptance.accepted) surroundings.out << "accepted: " << name << ", all " << acceptance.questions << " questions are answered with unsat\n";
    else surroundings.out << "rejected: " << name << ": " << acceptance.reason << "\n";
    return acceptance.accepted ? ExitCode::as_expected : ExitCode::not_as_expected;
}

}  // namespace mmapck::cli
