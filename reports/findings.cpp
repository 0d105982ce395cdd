// SPDX-License-Identifier: Apache-2.0
#include "reports/findings.h"

#include <xxhash.h>

#include <algorithm>

#include "reports/ascii.h"
#include "reports/story.h"
#include "reports/values.h"

namespace mmapck::reports {

namespace {

std::string fingerprint_of(const Context& context, const std::string& rule) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::string text = shown_path(context.file) + '\n' + context.variant + '\n' + rule;
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) {
        hex += digits[hash >> shift & 15];
    }
    return hex;
}

Finding about_scenario(const Checked& checked, Outcome outcome, std::string rule, std::string message) {
    Finding finding;
    finding.outcome = outcome;
    finding.fingerprint = fingerprint_of(checked.context, rule);
    finding.rule = std::move(rule);
    finding.message = std::move(message);
    finding.file = shown_path(checked.context.file);
    return finding;
}

bool is_expected(const checker::Counterexample& counterexample, const scenario::Expectation& expectation) {
    return std::any_of(expectation.violates.begin(), expectation.violates.end(),
                       [&](const scenario::Text& kind) { return kind.text == counterexample.violation.kind; });
}

Finding about_violation(const Checked& checked, const checker::Counterexample& counterexample) {
    const program::Program& program = *checked.program;
    const Story story = tell(program, counterexample);
    Finding finding = about_scenario(checked, Outcome::unexpected, printable(counterexample.violation.kind),
                                     gist(program, counterexample, story) + " (kernel " + printable(checked.context.variant) + ")");
    finding.counterexample = &counterexample;
    const checker::replay::Place place = spot(program, story);
    finding.function = frame_text(program, place.frame);
    if (place.where.line != 0 && place.where.file < program.files.size()) {
        finding.file = shown_path(program.files[place.where.file]);
        finding.line = place.where.line;
    }
    return finding;
}

std::string expected_text(const scenario::Expectation& expectation) {
    std::string text;
    for (const scenario::Text& kind : expectation.violates) {
        text += (text.empty() ? "" : " or ") + printable(kind.text);
    }
    return text;
}

}  // namespace

std::vector<Finding> findings(const Checked& checked) {
    const Outcome outcome = judge(checked.verdict, checked.expectation);
    const std::string variant = " (kernel " + printable(checked.context.variant) + ")";
    std::vector<Finding> all;
    if (outcome == Outcome::inconclusive) {
        all.push_back(about_scenario(checked, outcome, "inconclusive", printable(checked.verdict.reason) + variant));
    } else if (outcome == Outcome::vacuous) {
        for (const checker::Vacuity& vacuity : checked.verdict.vacuities) {
            if (vacuity.gates) {
                all.push_back(about_scenario(checked, outcome, "vacuous", printable(vacuity.name) + ": " + printable(vacuity.reason) + variant));
                all.back().fingerprint = fingerprint_of(checked.context, "vacuous " + vacuity.name);
            }
        }
    } else if (outcome == Outcome::unexpected) {
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            if (!is_expected(counterexample, checked.expectation)) {
                all.push_back(about_violation(checked, counterexample));
            }
        }
        if (all.empty()) {
            all.push_back(about_scenario(checked, outcome, "missing-violation",
                                         "holds, but is expected to violate " + expected_text(checked.expectation) + variant));
        }
    }
    return all;
}

std::string one_line(const Finding& finding) {
    return finding.file + ":" + std::to_string(finding.line) + ": " + (finding.function.empty() ? "" : finding.function + ": ") +
           finding.rule + ": " + finding.message;
}

std::string result_name(const Context& context) {
    return shown_path(context.file) + (context.variant.empty() ? "" : " " + printable(context.variant));
}

}  // namespace mmapck::reports
