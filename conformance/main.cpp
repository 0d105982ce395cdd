// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "cli/exit_code.h"
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

int complain(const std::string& message, ExitCode code) {
    std::cerr << "mmapck-conformance: " << message << "\n";
    return int(code);
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("CASES", options.cases, "description of the cases, JSON")->required();
    app.add_option("RUNS", options.runs, "recorded runs, JSON, one file or more")->required();
    app.add_option("--model", options.model, "folder of the kernel model; default: where mmapck finds it");
    app.add_option("--kernel", options.kernels, "VERSION=GENERATION, as in 7.4=v7.3: which generation a kernel version is; may repeat");
    app.add_option("--case", options.only_case, "only the runs of this case");
    app.add_flag("--show", options.show, "print each run, the kernel's steps and the model's");
    app.add_flag("--defects", options.defects, "which invariants of the model are violated where the kernel's run has an anomaly; exit 1 if one violates none");
    app.add_option("--causes", options.report.most_causes, "causes of disagreement to print")->capture_default_str();
    app.add_flag("--all-differences", options.report.all_differences, "of the runs printed, all differences and not the first");
    app.add_option("--at-least", options.least, "exit 0 if at least so many runs agree; default: all of them");
    app.add_option("-j,--threads", options.threads, "threads; 0: one for each processor")->capture_default_str();
}

/// "6.12=v6.12" into the map; false: it is not of that form.
bool read_kernel(const std::string& text, std::map<std::string, std::string>& into) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return false;
    into[text.substr(0, equals)] = text.substr(equals + 1);
    return true;
}

int check(const Options& options, const CheckOptions& how, const Table& table) {
    const auto cases = read_cases(options.cases);
    if (!cases.error.empty()) return complain(cases.error, ExitCode::invalid_input);
    std::vector<Run> runs;
    for (const std::string& path : options.runs) {
        auto read = read_runs(path);
        if (!read.error.empty()) return complain(read.error, ExitCode::invalid_input);
        std::move(read.value.begin(), read.value.end(), std::back_inserter(runs));
    }
    if (!options.only_case.empty()) std::erase_if(runs, [&](const Run& run) { return run.case_name != options.only_case; });
    if (runs.empty()) return complain("there are no runs to compare with", ExitCode::invalid_input);

    const std::vector<Checked> checked = check_runs(cases.value, runs, table, how);
    if (options.show)
        for (std::size_t i = 0; i < runs.size(); ++i) std::cout << to_text(runs[i], checked[i]);
    std::cout << to_text(runs, checked, options.report);
    if (options.defects) std::cout << defects_to_text(runs, checked);
    std::cout << std::flush;
    if (!std::cout) return complain("the report cannot be written", ExitCode::input_output);
    const std::size_t enough = options.least < 0 ? runs.size() : static_cast<std::size_t>(options.least);
    const bool is_well = count_agreeing(checked) >= enough && (!options.defects || count_unnoticed(runs, checked) == 0);
    return int(is_well ? ExitCode::as_expected : ExitCode::not_as_expected);
}

int run(const Options& options) {
    CheckOptions how;
    how.threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    for (const std::string& kernel : options.kernels)
        if (!read_kernel(kernel, how.kernels)) return complain("--kernel: expected VERSION=GENERATION, found '" + kernel + "'", ExitCode::usage);
    const auto model = cli::find_model_directory(options.model);
    if (!model) return complain("the model of the kernel was not found; name its folder with --model", ExitCode::invalid_input);
    how.model_directory = *model;
    const auto table = read_table((std::filesystem::path(*model) / "conformance" / "steps.json").string());
    if (!table.error.empty()) return complain(table.error, ExitCode::invalid_input);
    return check(options, how, table.value);
}

}  // namespace

}  // namespace mmapck::conformance

int main(int argc, char** argv) {
    using namespace mmapck::conformance;
    Options options;
    CLI::App app{"Holds the model against recorded runs of a kernel's mmap_region(): same return value, same state, same order of steps.",
                 "mmapck-conformance"};
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        return 0;
    } catch (const CLI::ParseError& error) {
        std::cerr << "mmapck-conformance: " << error.what() << "\nmmapck-conformance --help says more\n";
        return int(mmapck::cli::ExitCode::usage);
    }
    return run(options);
}
