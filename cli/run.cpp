// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "checker/explicit/disk/checkpoints.h"
#include "checker/explicit/disk/disk_error.h"
#include "cli/changes_since.h"
#include "cli/check.h"
#include "cli/disk.h"
#include "cli/in_order.h"
#include "cli/interruption.h"
#include "cli/jobs.h"
#include "cli/session.h"
#include "cli/spread.h"
#include "cli/subject.h"
#include "reports/ascii.h"
#include "reports/file.h"

namespace mmapck::cli {

namespace {

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

/// Gives `count` results to the session in their order. meanwhile() is called now and then, added(result) after each.
template <class Results, class Meanwhile, class Added>
void add_all(std::size_t count, Results& results, Progress& progress, Session& session, Meanwhile meanwhile, Added added) {
    for (std::size_t index = 0; index < count; ++index) {
        CheckedSubject result = results.take([&] {
            progress.draw();
            meanwhile();
        });
        meanwhile();
        progress.clear();
        session.add(result);
        added(result);
        progress.done(index + 1);
        progress.draw();
    }
}

/// Checks the subjects side by side. What went wrong with the disk is told at once. `ended`: the folders with checkpoints that are of no more use.
ExitCode check_all(const Subjects& subjects, const Options& options, Surroundings& surroundings, Progress& progress, Session& session, Cache* cache,
                   std::vector<std::string>& ended) {
    ExitCode code = ExitCode::as_expected;
    const std::size_t count = subjects.all.size();
    const std::size_t jobs = number_of_jobs(options, count);
    Interruption interruption;
    std::atomic<bool> stop = interruption.requested();
    const Checker checker(options, subjects.settings, progress, stop, jobs, cache);
    const auto compute = [&](std::size_t index) { return checker.check(subjects.all[index], index); };
    InOrder<CheckedSubject, decltype(compute)> results(count, jobs, 4 * jobs, compute);
    add_all(count, results, progress, session,
            [&] {
                if (interruption.requested()) stop = true;
            },
            [&](const CheckedSubject& result) {
                code = worse(code, tell_disk_failures(result, surroundings));
                if (!options.checkpoints.empty() && result.begun && result.checked.verdict.status != checker::Status::inconclusive)
                    ended.push_back(checkpoint_folder(options, result.subject));
            });
    return code;
}

/// The subjects one after the other, the states of each on all ranks: what one of them does, all do.
void check_together(const Subjects& subjects, const Options& options, checker::distributed::Ranks& ranks, Progress& progress, Session& session) {
    const std::atomic<bool> stop = false;
    const Checker checker(options, subjects.settings, progress, stop, 1, nullptr, &ranks);
    for (std::size_t index = 0; index < subjects.all.size(); ++index) {
        CheckedSubject result = checker.check(subjects.all[index], index);
        if (ranks.own() == 0) session.add(result);
    }
}

/// Checks the subjects on all ranks, one at a time on each. How many verdicts other ranks could not keep. mpirun ends what is interrupted.
std::size_t check_on_ranks(const Subjects& subjects, const Options& options, checker::distributed::Ranks& ranks, Progress& progress, Session& session, Cache* cache) {
    const std::atomic<bool> stop = false;
    const Checker checker(options, subjects.settings, progress, stop, 1, cache);
    const auto check = [&](std::size_t index) { return checker.check(subjects.all[index], index); };
    if (ranks.own() != 0) {
        serve(ranks, check, !options.reports.empty(), cache);
        return 0;
    }
    Spread results(ranks, subjects.all, check);
    add_all(subjects.all.size(), results, progress, session, [] {}, [](const CheckedSubject&) {});
    return results.cache_failures();
}

/// Whether reports and traces can be written as far as that can be known beforehand, since it would be a pity to find out at the end of a long search.
bool has_places(const Options& options, Surroundings& surroundings) {
    bool all = true;
    for (const ReportFile& report : options.reports) {
        const std::string failure = report.file == "-" ? "" : reports::why_not_writable(report.file);
        if (!failure.empty()) complain(surroundings, failure);
        all &= failure.empty();
    }
    std::error_code error;
    const std::filesystem::file_status traces = std::filesystem::status(options.trace_directory, error);
    if (!options.trace_directory_given || !std::filesystem::exists(traces) || std::filesystem::is_directory(traces)) return all;
    complain(surroundings, "--trace-dir: " + reports::printable(options.trace_directory) + " is not a folder");
    return false;
}

/// An option that a search on several ranks does not have; null if there is none.
const char* without_distribution(const Options& options) {
    if (options.stubborn_sets || options.symmetry) return "--reduce";
    if (options.check_reductions) return "--check-reductions";
    if (options.engine != Engine::explicit_states) return "--engine";
    if (!options.cache.empty()) return "--cache";
    if (!options.checkpoints.empty()) return options.resume ? "--resume" : "--checkpoint";
    if (!options.spill.empty()) return "--spill";
    if (options.trees) return "--trees";
    return nullptr;
}

/// Takes out what --changed-since leaves alone, and counts it. False, with a message, where git cannot say.
bool leave_out_unchanged(Subjects& subjects, const Options& options, Surroundings& surroundings, std::size_t& unchanged) {
    const ChangedFiles changed = changed_since(options.changed_since, subjects.settings.working_directory);
    if (!changed.error.empty()) {
        complain(surroundings, "--changed-since: " + changed.error);
        return false;
    }
    unchanged = std::erase_if(subjects.all, [&](const Subject& subject) { return !is_affected(*subject.scenario, subjects.settings, changed); });
    return true;
}

}  // namespace

ExitCode run(const Options& options, Surroundings& surroundings) {
    if (surroundings.ranks && !(options.checkpoints.empty() && options.spill.empty())) {
        complain(surroundings, "several ranks have no --checkpoint, --resume or --spill");
        return ExitCode::usage;
    }
    if (options.distributed)
        if (const char* const other = without_distribution(options)) {
            complain(surroundings, std::string("--distributed does not go together with ") + other);
            return ExitCode::usage;
        }
    if (!options.waivers.empty() && options.today.empty()) {
        complain(surroundings, "--waivers needs --today, as in --today 2027-01-31");
        return ExitCode::usage;
    }
    if (!has_places(options, surroundings)) return ExitCode::input_output;
    std::optional<std::vector<reports::Waiver>> waivers = waivers_of(options, surroundings);
    if (!waivers) return ExitCode::invalid_input;
    ExitCode code = ExitCode::as_expected;
    std::optional<Subjects> subjects = find_subjects(options, surroundings, code);
    if (!subjects) return code;
    std::size_t unchanged = 0;
    if (!options.changed_since.empty() && !leave_out_unchanged(*subjects, options, surroundings, unchanged)) return ExitCode::invalid_input;
    std::optional<Cache> cache;
    if (!options.cache.empty()) {
        if (const ExitCode made = make_folder(options.cache, surroundings); made != ExitCode::as_expected) return made;
        cache.emplace(options, subjects->settings);
    }
    if (const ExitCode prepared = prepare_disk(options, surroundings); prepared != ExitCode::as_expected) return prepared;
    Session session(options, surroundings, std::move(*waivers));
    Cache* const kept = cache ? &*cache : nullptr;
    Progress progress(surroundings.err, wanted(options.progress, surroundings.err_is_terminal), subjects->all.size());
    std::size_t cache_failures = 0;
    std::vector<std::string> ended;
    try {
        if (surroundings.ranks && options.distributed) check_together(*subjects, options, *surroundings.ranks, progress, session);
        else if (surroundings.ranks) cache_failures = check_on_ranks(*subjects, options, *surroundings.ranks, progress, session, kept);
        else code = worse(code, check_all(*subjects, options, surroundings, progress, session, kept, ended));
    } catch (const checker::explicit_::OtherSearch& other) {
        complain(surroundings, other.what());
        return ExitCode::invalid_input;
    } catch (const checker::explicit_::DiskError& damaged) {
        complain(surroundings, damaged.what());
        return ExitCode::input_output;
    }
    if (surroundings.ranks && surroundings.ranks->own() != 0) return ExitCode::as_expected;
    progress.clear();
    code = worse(code, session.finish(*subjects, unchanged));
    for (const std::string& folder : ended) remove_checkpoints(folder);
    if (kept) cache_failures += kept->failures();
    if (cache_failures == 0) return code;
    complain(surroundings, reports::counted(cache_failures, "verdict") + " could not be kept in " + options.cache);
    return worse(code, ExitCode::input_output);
}

}  // namespace mmapck::cli
