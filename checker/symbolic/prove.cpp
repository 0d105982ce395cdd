// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/prove.h"

#include <algorithm>

#include "checker/symbolic/bounded.h"
#include "checker/symbolic/induction.h"
#include "checker/symbolic/trace.h"

namespace mmapck::checker::symbolic {

using program::Program;

namespace {

std::string describe(const SolverOptions& options) {
    Solver solver(options);
    const std::string version = solver.version();
    return (version.empty() ? options.program : options.program + " " + version) + ", seed " + std::to_string(options.seed);
}

void by_induction(const Program& program, TransitionSystem& system, const ProveOptions& options, Proof& proof) {
    Samples samples = sample(program, system, options.max_samples);
    proof.samples = samples.states.size();
    std::vector<Lemma> lemmas = goals(system);
    for (Lemma& lemma : candidates(system, samples)) lemmas.push_back(std::move(lemma));
    const Induction induction = induct(system, std::move(lemmas), std::move(samples), proof.numbers, options.solver);
    proof.questions = induction.questions;
    proof.verdict.reason = induction.reason;
    if (!induction.proved) return;
    CertificateHead head{options.scenario, options.variant, proof.numbers, {}};
    for (const Lemma& lemma : induction.lemmas)
        if (lemma.required.empty()) head.lemmas.push_back(to_text(system.terms, lemma));
    std::string certificate = write_certificate(program, head);
    const Acceptance acceptance = check_certificate(certificate, options.solver);
    proof.questions += acceptance.questions;
    if (!acceptance.accepted) {
        proof.verdict.reason = "a second solver does not accept the proof: " + acceptance.reason;
        return;
    }
    proof.certificate = std::move(certificate);
    proof.lemmas = head.lemmas.size();
    proof.verdict.status = Status::holds;
    proof.verdict.reason.clear();
}

void by_search(const Program& program, TransitionSystem& system, const ProveOptions& options, Proof& proof) {
    BoundedOptions bounded;
    bounded.solver = options.solver;
    bounded.numbers = proof.numbers;
    bounded.max_moves = options.max_moves;
    Verdict verdict = search_bounded(program, system, bounded);
    if (verdict.status == Status::inconclusive) verdict.reason = "no proof: " + proof.verdict.reason + "; no violation: " + verdict.reason;
    proof.verdict = std::move(verdict);
}

}  // namespace

Proof prove(const Program& program, const ProveOptions& options) {
    Proof proof;
    proof.verdict.status = Status::inconclusive;
    proof.solver = describe(options.solver);
    try {
        TransitionSystem system = transition_system(program, all_violations(program));
        const bool counts = std::any_of(system.cells.begin(), system.cells.end(), [](const StateCell& cell) { return cell.counts; });
        proof.numbers = counts ? Numbers::integers : Numbers::bits;
        by_induction(program, system, options, proof);
        if (proof.verdict.status != Status::holds) by_search(program, system, options, proof);
    } catch (const Unsupported& unsupported) {
        proof.verdict.status = Status::inconclusive;
        proof.verdict.reason = unsupported.what();
    }
    return proof;
}

}  // namespace mmapck::checker::symbolic
