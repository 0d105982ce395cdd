// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/check.h"

#include <algorithm>

#include "checker/explicit/search.h"
#include "checker/replay/replay.h"
#include "checker/vacuity.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

Counterexample confirmed(const Program& program, const Search& search, Finding finding) {
    if (search.symmetric()) return {std::move(finding.violation), {}};
    Counterexample counterexample{std::move(finding.violation), search.trace(finding.origin)};
    const std::string difference = replay::confirm(program, counterexample);
    if (!difference.empty())
        throw Disagreement("the trace of '" + counterexample.violation.kind + "' is not confirmed: " + difference);
    return counterexample;
}

void judge(const Program& program, const Search& search, const Limits& limits, Verdict& verdict) {
    std::vector<Finding> findings = search.findings();
    findings.resize(std::min<std::size_t>(findings.size(), std::max<std::uint32_t>(1, limits.max_violations)));
    for (Finding& finding : findings) verdict.counterexamples.push_back(confirmed(program, search, std::move(finding)));
    verdict.reason = search.stopped();
    if (!verdict.counterexamples.empty()) {
        verdict.status = Status::violated;
    } else if (!search.complete()) {
        verdict.status = Status::inconclusive;
    } else {
        verdict.vacuities = vacuities(program, verdict.statistics);
        verdict.status = is_vacuous(verdict.vacuities) ? Status::vacuous : Status::holds;
    }
}

Verdict search_with(const Options& options, const Program& program, const Limits& limits, const Env& env) {
    const Model model(program, options);
    if (env.log)
        env.log("explicit: " + std::to_string(model.code.instructions.size()) + " instructions, " +
                std::to_string(model.cells.size()) + " cells, " + std::to_string(model.layout.bits()) + " bits in a state");
    Search search(model, limits, env, options);
    search.run();
    Verdict verdict;
    verdict.statistics = search.statistics();
    judge(program, search, limits, verdict);
    return verdict;
}

}  // namespace

Verdict check(const Program& program, const Limits& limits, const Env& env) { return check(program, limits, env, {}); }

/// Where moves were left out, a violation is found with the fewest faults, but not always with the fewest moves; and where states stand for others, there
/// are no traces. So the search that ended there is done again without; it goes no deeper.
Verdict check(const Program& program, const Limits& limits, const Env& env, const Options& options) {
    Verdict verdict = search_with(options, program, limits, env);
    if (!(options.stubborn_sets || options.symmetry) || verdict.status != Status::violated) return verdict;
    Options all = options;
    all.stubborn_sets = all.symmetry = false;
    Verdict shortest = search_with(all, program, limits, env);
    if (shortest.status == Status::violated) return shortest;
    const std::string kind = verdict.counterexamples.front().violation.kind;
    if (shortest.status != Status::inconclusive) throw Disagreement("the reduced search leads to '" + kind + "', the whole one does not");
    if (verdict.counterexamples.front().trace.moves == 0 && options.symmetry) {
        shortest.reason = "'" + kind + "' was found up to an exchange of tasks, but the search for its trace ended: " + shortest.reason;
        return shortest;
    }
    verdict.reason = "moves were left out, and the traces may not be the shortest, as the search for those ended: " + shortest.reason;
    return verdict;
}

}  // namespace mmapck::checker::explicit_
