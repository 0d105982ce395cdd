// SPDX-License-Identifier: Apache-2.0
#include "reports/result.h"

#include <algorithm>

namespace mmapck::reports {

using checker::Counterexample;
using checker::Status;

const char* name(Outcome outcome) {
    switch (outcome) {
        case Outcome::expected: return "expected";
        case Outcome::unexpected: return "unexpected";
        case Outcome::vacuous: return "vacuous";
        case Outcome::inconclusive: return "inconclusive";
    }
    return "";
}

Outcome judge(const checker::Verdict& verdict, const scenario::Expectation& expectation) {
    if (verdict.status == Status::inconclusive) {
        return Outcome::inconclusive;
    }
    if (verdict.status == Status::violated) {
        const auto named = [&](const Counterexample& counterexample) {
            return std::any_of(expectation.violates.begin(), expectation.violates.end(), [&](const scenario::Text& kind) {
                return kind.text == counterexample.violation.kind;
            });
        };
        return std::all_of(verdict.counterexamples.begin(), verdict.counterexamples.end(), named) ? Outcome::expected
                                                                                                   : Outcome::unexpected;
    }
    if (!expectation.holds()) {
        return Outcome::unexpected;
    }
    return verdict.status == Status::vacuous ? Outcome::vacuous : Outcome::expected;
}

void Totals::count(Outcome outcome) {
    ++checked;
    expected += outcome == Outcome::expected ? 1 : 0;
    unexpected += outcome == Outcome::unexpected ? 1 : 0;
    vacuous += outcome == Outcome::vacuous ? 1 : 0;
    inconclusive += outcome == Outcome::inconclusive ? 1 : 0;
}

}  // namespace mmapck::reports
