// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "reports/ascii.h"
#include "reports/fault_sets.h"
#include "reports/file.h"
#include "reports/formats.h"
#include "reports/summary.h"
#include "reports/text.h"

namespace mmapck::cli {

namespace {

using reports::Outcome;

bool to_stdout(const Options& options) {
    return std::any_of(options.reports.begin(), options.reports.end(), [](const ReportFile& report) { return report.file == "-"; });
}

bool coloured(const Options& options, const Surroundings& surroundings) {
    const char* no_color = std::getenv("NO_COLOR");
    const bool terminal = to_stdout(options) ? surroundings.err_is_terminal : surroundings.out_is_terminal;
    return wanted(options.color, terminal && !(no_color && *no_color));
}

ExitCode code_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::expected: return ExitCode::as_expected;
        case Outcome::inconclusive: return ExitCode::inconclusive;
        case Outcome::unexpected:
        case Outcome::vacuous: return ExitCode::not_as_expected;
    }
    return ExitCode::internal;
}

/// The first word in the colour of the outcome.
std::string in_colour(const std::string& line, Outcome outcome) {
    const char* colour = outcome == Outcome::expected ? "\x1b[32m" : outcome == Outcome::unexpected ? "\x1b[1;31m" : "\x1b[33m";
    const std::size_t end = std::min(line.find(' '), line.size());
    return colour + line.substr(0, end) + "\x1b[0m" + line.substr(end);
}

}  // namespace

bool wanted(When when, bool terminal) { return when == When::always || (when == When::automatic && terminal); }

Session::Session(const Options& options, Surroundings& surroundings, std::vector<reports::Waiver> waivers)
    : options_(options), surroundings_(surroundings), people_(to_stdout(options) ? surroundings.err : surroundings.out), traces_(options),
      coloured_(coloured(options, surroundings)), waivers_(std::move(waivers)) {
    for (const ReportFile& report : options.reports) {
        reports_.push_back(std::make_unique<OpenReport>());
        reports_.back()->file = report.file;
        reports_.back()->report = reports::find_format(report.format)->open(reports_.back()->text, std::string(version));
    }
}

void Session::add(CheckedSubject& result) {
    if (!result.begun) {
        code_ = worse(code_, ExitCode::inconclusive);
        ++left_out_;
        return;
    }
    print(surroundings_, result.diagnostics);
    if (!result.program && !result.from_cache) {
        code_ = worse(code_, ExitCode::invalid_input);
        ++not_checked_;
        return;
    }
    reports::Checked& checked = result.checked;
    if (options_.timings) {
        tell_phases(checked.context.file + " " + checked.context.variant + ", " + reports::counted(checked.verdict.statistics.states, "state"), result.phases);
        phases_.front_end += result.phases.front_end;
        phases_.passes += result.phases.passes;
        phases_.search += result.phases.search;
        phases_.explanation += result.phases.explanation;
    }
    const std::vector<const reports::Waiver*> waived = reports::waive(waivers_, options_.today, checked);
    const Outcome outcome = reports::judge(checked.verdict, checked.expectation);
    code_ = worse(code_, code_of(outcome));
    totals_.count(outcome);
    reused_ += result.from_cache ? 1 : 0;
    tell(result.subject, checked, outcome);
    if (options_.quiet) return;
    for (const std::string& remark : result.remarks) people_ << reports::indented(remark);
    for (const reports::Waiver* waiver : waived) people_ << "              waived until " << waiver->until << " by " << reports::printable(waiver->owner) << "\n";
}

void Session::tell_phases(const std::string& what, const Phases& phases) {
    surroundings_.err << what << ": front end " << phases.front_end << " s, passes " << phases.passes << " s, search " << phases.search << " s, explanation " << phases.explanation << " s\n";
}

ExitCode Session::finish(const Subjects& subjects, std::uint64_t unchanged) {
    if (options_.timings) tell_phases("all", phases_);
    for (const std::string& story : stories_) people_ << "\n" << story;
    if (!stories_.empty()) people_ << "\n";
    people_ << reports::summary(totals_);
    std::vector<std::string> complaints = reports::stale_waivers(options_.waivers, waivers_, options_.today);
    for (std::string& one : reports::waivers_of_nothing(options_.waivers, waivers_)) complaints.push_back(std::move(one));
    for (std::string& one : reports::waivers_of_no_variant(options_.waivers, waivers_, subjects.scenarios)) complaints.push_back(std::move(one));
    for (const std::string& complaint : complaints) {
        people_ << complaint << "\n";
        code_ = worse(code_, ExitCode::not_as_expected);
    }
    if (not_checked_ + subjects.unreadable > 0) people_ << not_checked_ + subjects.unreadable << " not checked because of errors\n";
    if (unchanged > 0) people_ << unchanged << " not checked because nothing has changed since " << reports::printable(options_.changed_since) << "\n";
    if (left_out_ > 0) people_ << left_out_ << " not checked because of an interruption\n";
    if (traces_.written() > 0) people_ << "traces are in " << options_.trace_directory << "; mmapck replay FILE runs one again\n";
    people_.flush();
    if (!options_.cache.empty()) complain(surroundings_, std::to_string(reused_) + " of " + std::to_string(totals_.checked) + " verdicts were in the cache");
    for (const auto& report : reports_) finish(*report);
    return code_;
}

/// The line, the traces, the reports.
void Session::tell(const Subject& subject, reports::Checked& checked, Outcome outcome) {
    if (!options_.quiet || outcome != Outcome::expected) {
        const std::string line = reports::summary(checked);
        people_ << (coloured_ ? in_colour(line, outcome) : line);
        people_.flush();
    }
    const bool explained = outcome == Outcome::unexpected || options_.explain;
    for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
        if (!explained) break;
        reports::Context context = checked.context;
        context.replay = record(subject, *checked.program, counterexample);
        if (checked.context.replay.empty()) checked.context.replay = context.replay;
        stories_.push_back(reports::to_text(*checked.program, counterexample, context));
    }
    if (explained && checked.fault_sets) stories_.back() += "\n" + reports::to_text(*checked.program, *checked.fault_sets);
    for (const auto& report : reports_) report->report->add(checked);
}

/// Records a trace; the command that runs it again, or nothing.
std::string Session::record(const Subject& subject, const program::Program& program, const checker::Counterexample& counterexample) {
    if (!options_.save_traces) return "";
    const std::string file = traces_.next_file(*subject.scenario, subject.variant);
    const std::string failure = traces_.write(file, *subject.scenario, subject.variant, program, counterexample);
    if (failure.empty()) return "mmapck replay " + file;
    complain(surroundings_, failure);
    if (options_.trace_directory_given) code_ = worse(code_, ExitCode::input_output);
    return "";
}

void Session::finish(OpenReport& report) {
    report.report->finish();
    if (report.file == "-") {
        surroundings_.out << report.text.str();
        return;
    }
    const std::string failure = reports::write_file(report.file, report.text.str());
    if (failure.empty()) return;
    complain(surroundings_, failure);
    code_ = worse(code_, ExitCode::input_output);
}

}  // namespace mmapck::cli
