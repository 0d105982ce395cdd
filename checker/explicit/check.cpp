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

}  // namespace

Verdict check(const Program& program, const Limits& limits, const Env& env) { return check(program, limits, env, {}); }

Verdict check(const Program& program, const Limits& limits, const Env& env, const Options& options) {
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

}  // namespace mmapck::checker::explicit_
