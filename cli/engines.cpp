// SPDX-License-Identifier: Apache-2.0
#include "cli/engines.h"

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/system.h"
#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

namespace symbolic = checker::symbolic;
using checker::Status;
using checker::Verdict;

std::string told(const Verdict& verdict) {
    if (verdict.status == Status::inconclusive) return "inconclusive";
    if (verdict.counterexamples.empty()) return "holds";
    const checker::Counterexample& first = verdict.counterexamples.front();
    return first.violation.kind + " after " + reports::counted(first.trace.moves, "move") + ", with " + reports::counted(first.trace.faults, "fault");
}

bool same_length(const Verdict& a, const Verdict& b, bool any_faults) {
    if (a.counterexamples.empty() || b.counterexamples.empty()) return a.counterexamples.empty() && b.counterexamples.empty();
    const checker::Trace &x = a.counterexamples.front().trace, &y = b.counterexamples.front().trace;
    return x.moves == y.moves && (any_faults || x.faults == y.faults);
}

/// What the symbolic engine has to say: lock order is not its subject, and faults that are unlimited do not count.
Verdict expected(const program::Program& program, const Verdict& by_explicit) {
    const bool any_faults = program.max_faults == checker::symbolic::any_faults;
    const bool violated = !by_explicit.counterexamples.empty();
    if (!violated || (!any_faults && by_explicit.counterexamples.front().violation.kind != program::kind::lock_order)) return by_explicit;
    checker::Limits limits;
    limits.lock_order = false;
    return checker::explicit_::check(any_faults ? checker::exports::with_any_faults(program) : program, limits, {});
}

/// The budget of what the symbolic engine is asked about one variant: that of `prove` would be minutes for some.
constexpr std::size_t most_states = 50'000;
constexpr std::uint64_t part_of_resources = 10;

symbolic::ProveOptions options_of(const symbolic::SolverOptions& solver) {
    symbolic::ProveOptions options;
    options.solver = solver;
    options.solver.resources = solver.resources / part_of_resources + 1;
    options.max_states = most_states;
    options.methods.lemmas = options.methods.k_induction = options.methods.spacer = options.methods.search = false;
    return options;
}

/// Why it is not known that the symbolic engine says the same; empty if it does. Throws Disagreement.
std::string second_opinion(const program::Program& program, const Verdict& first, const symbolic::SolverOptions& solver) {
    const bool any_faults = program.max_faults == symbolic::any_faults;
    symbolic::ProveOptions options = options_of(solver);
    std::string unknown;
    if (first.status == Status::violated) {
        const checker::Counterexample& known = first.counterexamples.front();
        options.expected = symbolic::Distance{any_faults ? 0 : std::uint32_t(known.trace.faults), std::uint32_t(known.trace.moves)};
        if (known.trace.moves > 0) unknown = symbolic::confirm(program, *options.expected, known.violation.kind, options);
        if (known.trace.moves > 0 && unknown.empty()) return "";
        if (known.trace.moves > options.max_moves) return unknown;
    } else {
        const symbolic::Proof proof = symbolic::prove(program, options);
        if (proof.verdict.status == Status::holds) return "";
        if (!proof.refuted) return proof.verdict.reason;
    }
    options.methods.search = true;
    options.methods.induction = false;
    const Verdict found = symbolic::prove(program, options).verdict;
    if (found.status == Status::inconclusive) return unknown.empty() ? found.reason : unknown + "; " + found.reason;
    if (!same_length(first, found, any_faults)) throw checker::explicit_::Disagreement("the explicit engine says: " + told(first) + "; the symbolic engine: " + told(found));
    return "";
}

}  // namespace

Verdict by_symbolic_engine(const program::Program& program, const symbolic::SolverOptions& solver) {
    symbolic::ProveOptions options;
    options.solver = solver;
    options.methods.k_induction = options.methods.spacer = false;
    return symbolic::prove(program, options).verdict;
}

Verdict by_both_engines(const program::Program& program, Verdict by_explicit, const symbolic::SolverOptions& solver) {
    if (by_explicit.status == Status::inconclusive) return by_explicit;
    const std::string unknown = second_opinion(program, expected(program, by_explicit), solver);
    if (unknown.empty()) return by_explicit;
    by_explicit.reason = "the explicit engine says: " + told(by_explicit) + "; not decided by the symbolic engine: " + unknown;
    by_explicit.status = Status::inconclusive;
    by_explicit.counterexamples.clear();
    return by_explicit;
}

}  // namespace mmapck::cli
