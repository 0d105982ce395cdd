// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/verdict_of.h"

#include <algorithm>
#include <utility>

#include "checker/explicit/check.h"
#include "checker/replay/replay.h"
#include "checker/vacuity.h"

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

Counterexample confirmed(const Program& program, const SearchResult& result, const Finding& finding) {
    if (!result.trace) return {finding.violation, {}};
    Counterexample counterexample{finding.violation, result.trace(finding.origin)};
    const std::string difference = replay::confirm(program, counterexample);
    if (!difference.empty())
        throw Disagreement("the trace of '" + counterexample.violation.kind + "' is not confirmed: " + difference);
    return counterexample;
}

}  // namespace

Verdict verdict_of(const Program& program, const Limits& limits, SearchResult result) {
    Verdict verdict;
    verdict.statistics = std::move(result.statistics);
    result.findings.resize(std::min<std::size_t>(result.findings.size(), std::max<std::uint32_t>(1, limits.max_violations)));
    for (const Finding& finding : result.findings) verdict.counterexamples.push_back(confirmed(program, result, finding));
    verdict.reason = std::move(result.stopped);
    if (!verdict.counterexamples.empty()) {
        verdict.status = Status::violated;
    } else if (!verdict.reason.empty()) {
        verdict.status = Status::inconclusive;
    } else {
        verdict.vacuities = vacuities(program, verdict.statistics);
        verdict.status = is_vacuous(verdict.vacuities) ? Status::vacuous : Status::holds;
    }
    return verdict;
}

}  // namespace mmapck::checker::explicit_
