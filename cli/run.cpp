// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "checker/explicit/check.h"
#include "cli/interruption.h"
#include "cli/progress.h"
#include "cli/subject.h"
#include "cli/traces.h"
#include "reports/ascii.h"
#include "reports/fewest_switches.h"
#include "reports/file.h"
#include "reports/formats.h"
#include "reports/summary.h"
#include "reports/text.h"
#include "reports/waivers.h"

namespace mmapck::cli {

namespace {

using reports::Outcome;

bool wanted(When when, bool automatic) { return when == When::always || (when == When::automatic && automatic); }

bool to_stdout(const Options& options) {
    for (const ReportFile& report : options.reports)
        if (report.file == "-") return true;
    return false;
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

/// A report that is being written: kept until all is known, since a file changes as a whole or not at all.
struct OpenReport {
    std::string file;
    std::ostringstream text;
    std::unique_ptr<reports::Report> report;
};

/// Checks scenarios one after the other and tells what comes of it.
class Session {
  public:
    Session(const Options& options, const scenario::Settings& settings, Surroundings& surroundings, std::vector<reports::Waiver> waivers, std::uint64_t not_checked)
        : options_(options), settings_(settings), surroundings_(surroundings), people_(to_stdout(options) ? surroundings.err : surroundings.out),
          traces_(options), progress_(surroundings.err, wanted(options.progress, surroundings.err_is_terminal)), coloured_(coloured(options, surroundings)),
          waivers_(std::move(waivers)), not_checked_(not_checked) {
        for (const ReportFile& report : options.reports) {
            reports_.push_back(std::make_unique<OpenReport>());
            reports_.back()->file = report.file;
            reports_.back()->report = reports::find_format(report.format)->open(reports_.back()->text, std::string(version));
        }
    }

    void check(const scenario::Scenario& scenario) {
        for (const scenario::Variant& variant : chosen_variants(scenario, options_)) check(scenario, variant);
    }

    ExitCode finish() {
        for (const std::string& story : stories_) people_ << "\n" << story;
        if (!stories_.empty()) people_ << "\n";
        people_ << reports::summary(totals_);
        for (const std::string& stale : reports::stale_waivers(options_.waivers, waivers_, options_.today)) {
            people_ << stale << "\n";
            code_ = worse(code_, ExitCode::not_as_expected);
        }
        if (not_checked_ > 0) people_ << not_checked_ << " not checked because of errors\n";
        if (left_out_ > 0) people_ << left_out_ << " not checked because of an interruption\n";
        if (traces_.written() > 0) people_ << "traces are in " << options_.trace_directory << "; mmapck replay FILE runs one again\n";
        people_.flush();
        for (const auto& report : reports_) finish(*report);
        return code_;
    }

  private:
    void check(const scenario::Scenario& scenario, const scenario::Variant& variant) {
        if (interruption_.requested()) {
            code_ = worse(code_, ExitCode::inconclusive);
            ++left_out_;
            return;
        }
        const std::optional<program::Program> program = program_of(scenario, variant, settings_, options_.passes, surroundings_);
        if (!program) {
            code_ = worse(code_, ExitCode::invalid_input);
            ++not_checked_;
            return;
        }
        reports::Checked checked{{scenario.name.text, scenario.path, variant.name(), ""}, scenario::expected(scenario, variant), &*program, {}};
        checked.verdict = search(checked.context, *program);
        const std::vector<const reports::Waiver*> waived = reports::waive(waivers_, options_.today, checked);
        const Outcome outcome = reports::judge(checked.verdict, checked.expectation);
        code_ = worse(code_, code_of(outcome));
        totals_.count(outcome);
        tell(scenario, variant, checked, outcome);
        if (options_.quiet) return;
        for (const reports::Waiver* waiver : waived) people_ << "              waived until " << waiver->until << " by " << reports::printable(waiver->owner) << "\n";
    }

    checker::Verdict search(const reports::Context& context, const program::Program& program) {
        progress_.begin(context.file + " " + context.variant);
        checker::Env env;
        env.progress = [&](std::uint64_t states, std::uint64_t frontier, std::uint64_t depth) {
            progress_.update(states, frontier, depth);
            return !interruption_.requested();
        };
        const auto begin = std::chrono::steady_clock::now();
        checker::explicit_::Options search;
        search.hash_seed = options_.hash_seed;
        checker::Verdict verdict = checker::explicit_::check(program, options_.limits, env, search);
        progress_.end();
        if (options_.timings) {
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
            surroundings_.err << context.file << " " << context.variant << ": " << verdict.statistics.states << " states, " << took.count() << " s\n";
        }
        return verdict;
    }

    /// The line, the traces, the reports.
    void tell(const scenario::Scenario& scenario, const scenario::Variant& variant, reports::Checked& checked, Outcome outcome) {
        if (!options_.quiet || outcome != Outcome::expected) {
            const std::string line = reports::summary(checked);
            people_ << (coloured_ ? in_colour(line, outcome) : line);
            people_.flush();
        }
        const bool explained = outcome == Outcome::unexpected || options_.explain;
        if (explained || !reports_.empty())
            for (checker::Counterexample& found : checked.verdict.counterexamples) found = reports::fewest_switches(*checked.program, found);
        for (const checker::Counterexample& counterexample : checked.verdict.counterexamples) {
            if (!explained) break;
            reports::Context context = checked.context;
            context.replay = record(scenario, variant, *checked.program, counterexample);
            if (checked.context.replay.empty()) checked.context.replay = context.replay;
            stories_.push_back(reports::to_text(*checked.program, counterexample, context));
        }
        for (const auto& report : reports_) report->report->add(checked);
    }

    /// Records a trace; the command that runs it again, or nothing.
    std::string record(const scenario::Scenario& scenario, const scenario::Variant& variant, const program::Program& program,
                       const checker::Counterexample& counterexample) {
        if (!options_.save_traces) return "";
        const std::string file = traces_.next_file(scenario, variant);
        const std::string failure = traces_.write(file, scenario, variant, program, counterexample);
        if (failure.empty()) return "mmapck replay " + file;
        complain(surroundings_, failure);
        if (options_.trace_directory_given) code_ = worse(code_, ExitCode::input_output);
        return "";
    }

    void finish(OpenReport& report) {
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

    const Options& options_;
    const scenario::Settings& settings_;
    Surroundings& surroundings_;
    std::ostream& people_;
    Traces traces_;
    Progress progress_;
    bool coloured_;
    std::vector<std::unique_ptr<OpenReport>> reports_;
    std::vector<std::string> stories_;
    reports::Totals totals_;
    Interruption interruption_;
    std::vector<reports::Waiver> waivers_;
    std::uint64_t not_checked_, left_out_ = 0;
    ExitCode code_ = ExitCode::as_expected;
};

/// The waivers, or nothing and a message.
std::optional<std::vector<reports::Waiver>> waivers_of(const Options& options, Surroundings& surroundings) {
    if (options.waivers.empty()) return std::vector<reports::Waiver>{};
    const reports::FileContent file = reports::read_file(options.waivers);
    if (!file.error.empty()) {
        complain(surroundings, file.error);
        return std::nullopt;
    }
    reports::ReadWaivers read = reports::read_waivers(options.waivers, file.content);
    print(surroundings, read.diagnostics);
    if (!read.diagnostics.empty()) return std::nullopt;
    return std::move(read.waivers);
}

}  // namespace

ExitCode run(const Options& options, Surroundings& surroundings) {
    if (!options.waivers.empty() && options.today.empty()) {
        complain(surroundings, "--waivers needs --today, as in --today 2027-01-31");
        return ExitCode::usage;
    }
    std::optional<std::vector<reports::Waiver>> waivers = waivers_of(options, surroundings);
    if (!waivers) return ExitCode::invalid_input;
    const std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    if (!settings) return ExitCode::invalid_input;
    ExitCode code = ExitCode::as_expected;
    std::uint64_t unreadable = 0;
    const std::vector<scenario::Scenario> scenarios = load_all(options, surroundings, code, unreadable);
    if (!variants_exist(scenarios, options, surroundings)) return ExitCode::usage;
    Session session(options, *settings, surroundings, std::move(*waivers), unreadable);
    for (const scenario::Scenario& scenario : scenarios) session.check(scenario);
    return worse(code, session.finish());
}

}  // namespace mmapck::cli
