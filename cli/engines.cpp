// SPDX-License-Identifier: Apache-2.0
#include "cli/engines.h"

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/symbolic/prove.h"
#include "checker/symbolic/system.h"
#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

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

/// Where a violation is known, no proof is looked for.
Verdict by_symbolic_engine(const program::Program& program, const checker::symbolic::SolverOptions& solver, const Verdict* known) {
    checker::symbolic::ProveOptions options;
    options.solver = solver;
    options.methods.k_induction = options.methods.spacer = false;
    if (known && known->status == Status::violated) {
        const checker::Trace& trace = known->counterexamples.front().trace;
        options.methods.induction = false;
        options.expected = checker::symbolic::Distance{program.max_faults == checker::symbolic::any_faults ? 0 : trace.faults, std::uint32_t(trace.moves)};
    }
    return checker::symbolic::prove(program, options).verdict;
}

}  // namespace

Verdict by_symbolic_engine(const program::Program& program, const checker::symbolic::SolverOptions& solver) { return by_symbolic_engine(program, solver, nullptr); }

Verdict by_both_engines(const program::Program& program, Verdict by_explicit, const checker::symbolic::SolverOptions& solver) {
    if (by_explicit.status == Status::inconclusive) return by_explicit;
    const Verdict should = expected(program, by_explicit);
    const Verdict found = by_symbolic_engine(program, solver, &should);
    if (found.status == Status::inconclusive) {
        by_explicit.reason = "the explicit engine says: " + told(by_explicit) + "; the symbolic engine does not decide: " + found.reason;
        by_explicit.status = Status::inconclusive;
        by_explicit.counterexamples.clear();
        return by_explicit;
    }
    if (!same_length(should, found, program.max_faults == checker::symbolic::any_faults))
        throw checker::explicit_::Disagreement("the explicit engine says: " + told(should) + "; the symbolic engine: " + told(found));
    return by_explicit;
}

}  // namespace mmapck::cli
