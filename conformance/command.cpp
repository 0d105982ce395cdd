// SPDX-License-Identifier: Apache-2.0
#include "conformance/command.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <thread>

#include "cli/model_directory.h"
#include "conformance/report.h"

namespace mmapck::conformance {

namespace {

using cli::ExitCode;

struct Options {
    std::string cases;
    std::vector<std::string> runs;
    std::string model;
    std::vector<std::string> kernels;   ///< "6.12=v6.12"
    std::string only_case;
    std::int64_t least = -1;            ///< agreeing runs that are enough; negative: all
    std::size_t threads = 0;            ///< 0: as many as there are processors
    bool show = false;
    bool defects = false;
    ReportOptions report;
};

struct Streams {
    std::ostream& out;
    std::ostream& err;
};

ExitCode complain(Streams streams, const std::string& message, ExitCode code) {
    streams.err << "mmapck-conformance: " << message << "\n";
    return code;
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("CASES", options.cases, "description of the cases, JSON")->required();
    app.add_option("RUNS", options.runs, "recorded runs, JSON, one file or more")->required();
    app.add_option("--model", options.model, "folder of the kernel model; default: where mmapck finds it");
    app.add_option("--kernel", options.kernels, "VERSION=GENERATION, as in 7.4=v7.3: which generation a kernel version is; may repeat")->allow_extra_args(false);
    app.add_option("--case", options.only_case, "only the runs of this case");
    app.add_flag("--show", options.show, "print each run, the kernel's steps and the model's");
    app.add_flag("--defects", options.defects, "which invariants of the model are violated where the kernel's run has an anomaly; exit 1 if one violates none");
    app.add_option("--causes", options.report.most_causes, "causes of disagreement to print")->capture_default_str();
    app.add_flag("--all-differences", options.report.all_differences, "of the runs printed, all differences and not the first");
    app.add_option("--at-least", options.least, "exit 0 if at least so many runs agree; default: all of them");
    app.add_option("-j,--threads", options.threads, "threads; 0: one for each processor")->capture_default_str();
}

/// "6.12=v6.12" into the map. The message if it is not of that form, or the model has no such generation.
std::string read_kernel(const std::string& text, const std::string& model, std::map<std::string, std::string>& into) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return "--kernel: expected VERSION=GENERATION, found '" + text + "'";
    const std::string kernel = text.substr(equals + 1);
    if (!std::filesystem::is_regular_file(std::filesystem::path(model) / "mm" / (kernel + ".c"))) return "--kernel: the model has no generation '" + kernel + "'";
    into[text.substr(0, equals)] = kernel;
    return "";
}

ExitCode check(const Options& options, const CheckOptions& how, const Table& table, Streams streams) {
    const auto cases = read_cases(options.cases);
    if (!cases.error.empty()) return complain(streams, cases.error, ExitCode::invalid_input);
    std::vector<Run> runs;
    for (const std::string& path : options.runs) {
        auto read = read_runs(path);
        if (!read.error.empty()) return complain(streams, read.error, ExitCode::invalid_input);
        std::move(read.value.begin(), read.value.end(), std::back_inserter(runs));
    }
    if (!options.only_case.empty()) std::erase_if(runs, [&](const Run& run) { return run.case_name != options.only_case; });
    if (runs.empty())
        return complain(streams, options.only_case.empty() ? "there are no runs" : "no run is of case '" + options.only_case + "'", ExitCode::invalid_input);

    const std::vector<Checked> checked = check_runs(cases.value, runs, table, how);
    if (options.show)
        for (std::size_t i = 0; i < runs.size(); ++i) streams.out << to_text(runs[i], checked[i]);
    streams.out << to_text(runs, checked, options.report);
    if (options.defects) streams.out << defects_to_text(runs, checked);
    streams.out << std::flush;
    if (!streams.out) return complain(streams, "the report cannot be written", ExitCode::input_output);
    const std::size_t enough = options.least < 0 ? runs.size() : static_cast<std::size_t>(options.least);
    const bool is_well = count_agreeing(checked) >= enough && (!options.defects || count_unnoticed(runs, checked) == 0);
    return is_well ? ExitCode::as_expected : ExitCode::not_as_expected;
}

ExitCode run(const Options& options, Streams streams) {
    CheckOptions how;
    how.threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    const auto model = cli::find_model_directory(options.model);
    if (!model) return complain(streams, "the model of the kernel was not found; name its folder with --model", ExitCode::invalid_input);
    how.model_directory = *model;
    for (const std::string& kernel : options.kernels)
        if (const std::string wrong = read_kernel(kernel, *model, how.kernels); !wrong.empty()) return complain(streams, wrong, ExitCode::usage);
    const auto table = read_table((std::filesystem::path(*model) / "conformance" / "steps.json").string());
    if (!table.error.empty()) return complain(streams, table.error, ExitCode::invalid_input);
    return check(options, how, table.value, streams);
}

}  // namespace

ExitCode run_command(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    Options options;
    CLI::App app{"Holds the model against recorded runs of a kernel's mmap_region(): same return value, same state, same order of steps.",
                 "mmapck-conformance"};
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        out << app.help() << std::flush;
        return ExitCode::as_expected;
    } catch (const CLI::ParseError& error) {
        err << "mmapck-conformance: " << error.what() << "\nmmapck-conformance --help says more\n";
        return ExitCode::usage;
    }
    return run(options, {out, err});
}

}  // namespace mmapck::conformance
