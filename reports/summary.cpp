// SPDX-License-Identifier: Apache-2.0
#include "reports/summary.h"

#include <algorithm>

#include "reports/ascii.h"

namespace mmapck::reports {

using checker::Status;
using checker::Vacuity;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t mark_width = 14;
constexpr std::size_t narrowest_name = 24;  // of the scenario; the verdict gives way to it

const char* mark(Outcome outcome) {
    switch (outcome) {
        case Outcome::expected: return "ok";
        case Outcome::unexpected: return "UNEXPECTED";
        case Outcome::vacuous: return "VACUOUS";
        case Outcome::inconclusive: return "INCONCLUSIVE";
    }
    return "";
}

const char* subject(Vacuity::Subject subject) {
    switch (subject) {
        case Vacuity::Subject::fault: return "fault ";
        case Vacuity::Subject::invariant: return "invariant ";
        case Vacuity::Subject::task: return "task ";
        case Vacuity::Subject::hook: return "hook ";
    }
    return "";
}

std::string kinds(const checker::Verdict& verdict) {
    std::string text;
    for (const checker::Counterexample& counterexample : verdict.counterexamples) {
        text += (text.empty() ? "" : ", ") + printable(counterexample.violation.kind);
    }
    return text;
}

std::string expected_kinds(const scenario::Expectation& expectation) {
    std::string text;
    for (const scenario::Text& kind : expectation.violates) {
        text += (text.empty() ? "" : " or ") + printable(kind.text);
    }
    return text;
}

std::string verdict_text(const Checked& checked, Outcome outcome) {
    std::string text;
    switch (checked.verdict.status) {
        case Status::holds:
        case Status::vacuous: text = "holds"; break;
        case Status::violated: text = "violates " + kinds(checked.verdict); break;
        case Status::inconclusive: return "not decided";
    }
    if (outcome == Outcome::unexpected) {
        text += checked.expectation.holds() ? ", expected to hold"
                                            : ", expected to violate " + expected_kinds(checked.expectation);
    }
    return text;
}

/// "hooks/resctrl.json rfc-2025-09": the path gives way to the variant.
std::string name_text(const Context& context, std::size_t width) {
    const std::string variant = context.variant.empty() ? "" : " " + cut_middle(printable(context.variant), width / 2);
    return cut_path(shown_path(context.file), width - variant.size()) + variant;
}

}  // namespace

std::string indented(const std::string& remark) {
    std::string lines;
    for (const std::string& line : wrapped(remark, columns - mark_width)) {
        lines += std::string(mark_width, ' ') + line + "\n";
    }
    return lines;
}

std::string summary(const Checked& checked) {
    const Outcome outcome = judge(checked.verdict, checked.expectation);
    const std::size_t room = columns - mark_width;
    const std::string verdict = ": " + verdict_text(checked, outcome);
    const std::size_t for_name = std::max(narrowest_name, room - std::min(room, verdict.size()));
    const std::string name = name_text(checked.context, for_name);
    std::string text = padded(mark(outcome), mark_width) + name + cut_middle(verdict, room - name.size()) + "\n";
    if (outcome == Outcome::inconclusive) {
        text += indented(printable(checked.verdict.reason));
    }
    for (const Vacuity& vacuity : checked.verdict.vacuities) {
        if (vacuity.gates) text += indented(subject(vacuity.subject) + printable(vacuity.name) + ": " + printable(vacuity.reason));
    }
    return text;
}

std::string summary(const Totals& totals) {
    return std::to_string(totals.checked) + " checked: " + std::to_string(totals.expected) + " as expected, " +
           std::to_string(totals.unexpected) + " unexpected, " + std::to_string(totals.vacuous) + " vacuous, " +
           std::to_string(totals.inconclusive) + " inconclusive\n";
}

}  // namespace mmapck::reports
