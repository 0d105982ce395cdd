// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/prove.h"

#include <algorithm>

#include "checker/replay/replay.h"
#include "checker/symbolic/bounded.h"
#include "checker/symbolic/induction.h"
#include "checker/symbolic/reachable_questions.h"
#include "checker/symbolic/spacer.h"
#include "checker/symbolic/trace.h"

namespace mmapck::checker::symbolic {

using program::Program;

namespace {

std::string describe(const SolverOptions& options) {
    Solver solver(options);
    const std::string version = solver.version();
    return (version.empty() ? options.program : options.program + " " + version) + ", seed " + std::to_string(options.seed);
}

class Attempts {
  public:
    Attempts(const Program& program, const ProveOptions& options, Numbers numbers) : program_(program), options_(options) {
        proof_.verdict.status = Status::inconclusive;
        proof_.numbers = numbers;
    }

    Proof run() {
        const Methods& methods = options_.methods;
        attempt(methods.induction, "induction", [this] { by_induction(); });
        attempt(methods.k_induction && !proof_.refuted, "k-induction", [this] { by_k_induction(); });
        attempt(methods.spacer && !proof_.refuted, "Spacer", [this] { by_spacer(); });
        attempt(methods.search, "search", [this] { by_search(); });
        if (proof_.verdict.status == Status::inconclusive) proof_.verdict.reason = reasons_;
        return std::move(proof_);
    }

  private:
    template <typename Try> void attempt(bool wanted, const char* method, Try&& with) {
        if (!wanted || proof_.verdict.status != Status::inconclusive) return;
        proof_.method = method;
        proof_.verdict.reason.clear();
        if (options_.progress) options_.progress(method);
        try {
            with();
        } catch (const Unsupported& unsupported) {
            proof_.verdict.reason = unsupported.what();
        }
        if (proof_.verdict.status == Status::inconclusive) reasons_ += (reasons_.empty() ? "" : "; ") + std::string(method) + ": " + proof_.verdict.reason;
    }

    CertificateHead head(Numbers numbers) const {
        CertificateHead head;
        head.scenario = options_.scenario;
        head.variant = options_.variant;
        head.numbers = numbers;
        head.invariant = options_.invariant;
        head.sliced = options_.slice;
        return head;
    }

    TransitionSystem system() {
        TransitionSystem system = system_of(program_, head(proof_.numbers));
        proof_.left_out = std::size_t(std::count_if(system.cells.begin(), system.cells.end(), [](const StateCell& cell) { return cell.left_out; }));
        return system;
    }

    void by_induction() {
        TransitionSystem system = this->system();
        Samples samples = sample(program_, system, std::max(options_.max_states, options_.max_samples));
        if (samples.complete && samples.states.size() <= options_.max_states && by_reachable_states(system, samples)) return;
        if (!options_.methods.lemmas) {
            proof_.verdict.reason = "there are more than " + std::to_string(options_.max_states) + " reachable states";
            return;
        }
        samples.states.resize(std::min(samples.states.size(), options_.max_samples));
        std::vector<Lemma> lemmas = goals(system);
        for (Lemma& lemma : candidates(program_, system, samples)) lemmas.push_back(std::move(lemma));
        const Induction induction = induct(system, std::move(lemmas), std::move(samples), proof_.numbers, options_.solver);
        proof_.questions += induction.questions;
        proof_.verdict.reason = induction.reason;
        if (induction.proved) accept(system, induction.lemmas, head(proof_.numbers));
    }

    /// Whether that decides: if all states are known and one of them is a violation, no lemma excludes it.
    bool by_reachable_states(const TransitionSystem& system, const Samples& samples) {
        CertificateHead head = this->head(proof_.numbers);
        head.states = to_text(reachable(program_, system, samples));
        if (accept(head)) proof_.states = samples.states.size();
        return proof_.states > 0 || proof_.refuted;
    }

    void by_k_induction() {
        for (std::uint32_t k = 1; k <= options_.max_induction; ++k) {
            if (options_.progress) options_.progress("k-induction, k = " + std::to_string(k));
            CertificateHead head = this->head(proof_.numbers);
            head.moves = k;
            if (!accept(head)) continue;
            proof_.method += " with k = " + std::to_string(k);
            return;
        }
    }

    void by_spacer() {
        TransitionSystem system = this->system();
        if (proof_.numbers == Numbers::bits && !integers_are_exact(system)) throw Unsupported("the program may overflow, and Spacer is asked about integers");
        const Invariant invariant = ask_spacer(system, options_.solver);
        ++proof_.questions;
        proof_.verdict.reason = invariant.reason;
        if (!invariant.found || !accept(system, invariant.lemmas, head(Numbers::integers))) return;
        proof_.numbers = Numbers::integers;
    }

    void by_search() {
        ProveOptions options = options_;
        if (proof_.refuted && !options.expected && options.invariant.empty())
            if (const auto nearest = nearest_violation(program_, system(), options.max_states)) {
                options.expected = distance_of(program_, *nearest);
                if (nearest->trace.moves > options.max_moves && accept(*nearest)) return;
            }
        proof_.verdict = search(program_, proof_.numbers, options);
    }

    /// A violation too far away for the search, if the solver agrees that it is one and that none is nearer.
    bool accept(const Counterexample& nearest) {
        if (!confirm(program_, distance_of(program_, nearest), nearest.violation.kind, options_).empty()) return false;
        if (const std::string difference = replay::confirm(program_, nearest); !difference.empty()) throw NoSuchRun("the interpreter's run is not confirmed: " + difference);
        proof_.verdict.status = Status::violated;
        proof_.verdict.reason.clear();
        proof_.verdict.counterexamples = {nearest};
        proof_.verdict.statistics.depth = nearest.trace.moves;
        return true;
    }

    bool accept(const TransitionSystem& system, const std::vector<Lemma>& lemmas, CertificateHead head) {
        for (const Lemma& lemma : lemmas)
            if (lemma.required.empty()) head.lemmas.push_back(to_text(system.terms, lemma));
        return accept(head);
    }

    /// Writes the proof down and has a second solver check it.
    bool accept(const CertificateHead& head) {
        std::string certificate = write_certificate(program_, head);
        const Acceptance acceptance = check_certificate(certificate, options_.solver);
        proof_.questions += acceptance.questions;
        if (!acceptance.accepted) {
            proof_.verdict.reason = "a second solver does not accept the proof: " + acceptance.reason;
            proof_.refuted = !head.states.empty() && acceptance.refuted;
            return false;
        }
        proof_.certificate = std::move(certificate);
        proof_.lemmas = head.lemmas.size();
        proof_.verdict.status = Status::holds;
        proof_.verdict.reason.clear();
        return true;
    }

    const Program& program_;
    const ProveOptions& options_;
    Proof proof_;
    std::string reasons_;   // of all methods so far
};

/// Whether induction shows that no run with so many faults is a violation.
bool is_safe(Program program, std::uint32_t faults, Numbers numbers, ProveOptions options) {
    program.max_faults = faults;
    options.methods.k_induction = options.methods.spacer = options.methods.search = false;
    options.methods.induction = true;
    return Attempts(program, options, numbers).run().verdict.status == Status::holds;
}

/// Integers where the program counts without bounds, if it does nothing with numbers that cannot be said of integers.
Numbers numbers_for(const Program& program) {
    TransitionSystem system = transition_system(program, all_violations(program));
    if (std::none_of(system.cells.begin(), system.cells.end(), [](const StateCell& cell) { return cell.counts; })) return Numbers::bits;
    try {
        SmtWriter writer(system, Numbers::integers, "");
        for (const Block& block : system.blocks) {
            writer.truth(block.ends);
            for (const Failure& failure : block.failures) writer.truth(failure.condition);
            for (const Effect& effect : block.effects) writer.value(effect.cell, effect.value);
        }
        for (const Failure& failure : system.failures) writer.truth(failure.condition);
    } catch (const Unsupported&) {
        return Numbers::bits;
    }
    return Numbers::integers;
}

}  // namespace

Proof prove(const Program& program, const ProveOptions& options) {
    if (!options.invariant.empty()) only(program, options.invariant);
    Proof proof;
    try {
        proof = Attempts(program, options, numbers_for(program)).run();
    } catch (const Unsupported& unsupported) {
        proof.verdict.status = Status::inconclusive;
        proof.verdict.reason = unsupported.what();
    }
    proof.solver = describe(options.solver);
    return proof;
}

std::string confirm(const Program& program, Distance distance, const std::string& kind, const ProveOptions& options) {
    const Numbers numbers = numbers_for(program);
    if (distance.faults > 0 && !is_safe(program, distance.faults - 1, numbers, options)) return "that no run with fewer faults is a violation is not proved";
    TransitionSystem system = transition_system(program, all_violations(program));
    const Samples samples = sample_within(program, system, distance.faults, distance.moves - 1, options.max_states);
    if (!samples.complete) return "there are more than " + std::to_string(options.max_states) + " states before the violation";
    const DistanceQuestions questions = distance_questions(system, program, reachable(program, system, samples), numbers, distance, kind);
    const Acceptance nearer = check_certificate(questions.nearer, options.solver), there = check_certificate(questions.there, options.solver);
    if (!nearer.accepted) return "that nothing is nearer is not proved: " + nearer.reason;
    return there.refuted ? "" : "no move after " + std::to_string(distance.moves - 1) + " is found to be the violation" + (there.reason.empty() ? "" : ": " + there.reason);
}

Verdict search(const Program& program, Numbers numbers, const ProveOptions& options) {
    CertificateHead what;
    what.invariant = options.invariant;
    what.sliced = options.slice;
    TransitionSystem system = system_of(program, what);
    BoundedOptions bounded;
    bounded.solver = options.solver;
    bounded.numbers = numbers;
    bounded.max_moves = options.max_moves;
    bounded.expected = options.expected;
    bounded.is_safe = [&](std::uint32_t faults) { return is_safe(program, faults, numbers, options); };
    bounded.progress = [&](std::int64_t faults, std::uint32_t moves) {
        if (options.progress) options.progress("search, " + std::to_string(faults) + " faults, " + std::to_string(moves) + " moves");
    };
    return search_bounded(program, system, bounded);
}

}  // namespace mmapck::checker::symbolic
