// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "checker/bench/baseline.h"
#include "checker/bench/measure.h"
#include "checker/bench/variants.h"
#include "checker/export/export.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

namespace {

using namespace mmapck;
using namespace mmapck::checker;

constexpr const char* usage =
    "usage: mmapck_bench [OPTION]... [S5 | S6 | S7 | S8 | T,NMM,E,B,F,L | SCENARIO.json]...\n"
    "\n"
    "Prints states and moves per second and bytes per state of the explicit engine; times are\n"
    "medians of the processor time of the runs. checker/bench/compare compares with other checkers.\n"
    "\n"
    "  S5 S6 S7 S8       the baseline model with 278287, 1611822, 14367900 and 63349057 states (default: S5 S6)\n"
    "  T,NMM,E,B,F,L     the baseline model: tasks, address spaces, extents, blocks, failures, calls per task\n"
    "  SCENARIO.json     every variant of a scenario\n"
    "  --kernel NAME     scenarios: this variant alone\n"
    "  --exported        scenarios: the program that mmapck export writes for other checkers, state by state\n"
    "  --unoptimized     scenarios: without the passes over the program\n"
    "  --variant NAME    the way to search; --variants lists them (default: default)\n"
    "  --runs N          (default: 3)\n"
    "  --max-states N    stop there\n"
    "  --model DIR       the folder with mm/, fs/ and include/ (default: that of the source tree)\n"
    "  --json            one JSON object for each, instead of the table\n";

struct Settings {
    int runs = 3;
    bool optimized = true;
    bool exported = false;
    bool json = false;
    const bench::Variant* variant = bench::find_variant("default");
    std::string kernel;
    Limits limits;
    std::string model = MMAPCK_SOURCE_DIR "/model/kernel";
    std::vector<std::string> names;
};

void measure(const std::string& name, const program::Program& program, const Settings& settings, const explicit_::Options& options) {
    const bench::Measurement measurement = bench::measure(name, program, settings.limits, options, settings.runs);
    if (settings.json) bench::print_json(std::cout, measurement);
    else bench::print_row(std::cout, measurement);
}

void measure_scenario(const std::string& name, program::Program program, Settings settings) {
    explicit_::Options options = settings.variant->options;
    if (settings.exported) {
        settings.limits.lock_order = false;
        program::Passes passes;
        passes.fuse_local_steps = false;
        program = exports::with_fault_counter(program::optimize(std::move(program), passes));
        options.share_bits = false;
    } else if (settings.optimized) {
        program = program::optimize(std::move(program));
    }
    measure(name, program, settings, options);
}

bool measure_scenarios(const std::string& path, const Settings& settings) {
    const scenario::Loaded loaded = scenario::load(path);
    if (!loaded.scenario) {
        std::cerr << "mmapck_bench: " << path << " is not a valid scenario\n";
        return false;
    }
    if (!loaded.scenario->inputs.empty()) {
        std::cerr << "mmapck_bench: " << path << " leaves inputs open; only mmapck finds values for them\n";
        return false;
    }
    const std::string here = std::filesystem::current_path().string();
    bool found = false;
    for (const scenario::Variant& variant : scenario::variants(*loaded.scenario)) {
        if (!settings.kernel.empty() && variant.name() != settings.kernel) continue;
        found = true;
        lang::Compiled compiled = scenario::compile(*loaded.scenario, variant, {settings.model, here, std::nullopt});
        if (!compiled.program) {
            std::cerr << "mmapck_bench: " << path << " does not compile for " << variant.name() << '\n';
            return false;
        }
        measure_scenario(std::filesystem::path(path).stem().string() + ' ' + variant.name(), std::move(*compiled.program), settings);
    }
    if (!found) std::cerr << "mmapck_bench: " << path << " has no variant " << settings.kernel << '\n';
    return found;
}

bool parse(int argc, char** argv, Settings& settings) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const bool has_value = i + 1 < argc;
        if (argument == "--unoptimized") settings.optimized = false;
        else if (argument == "--exported") settings.exported = true;
        else if (argument == "--json") settings.json = true;
        else if (argument == "--variant" && has_value) settings.variant = bench::find_variant(argv[++i]);
        else if (argument == "--kernel" && has_value) settings.kernel = argv[++i];
        else if (argument == "--runs" && has_value) settings.runs = std::max(1, std::atoi(argv[++i]));
        else if (argument == "--max-states" && has_value) settings.limits.max_states = std::strtoull(argv[++i], nullptr, 10);
        else if (argument == "--model" && has_value) settings.model = argv[++i];
        else if (argument.starts_with("-")) return false;
        else settings.names.push_back(argument);
    }
    if (settings.names.empty()) settings.names = {"S5", "S6"};
    return settings.variant != nullptr;
}

int list_variants() {
    for (const bench::Variant& variant : bench::variants())
        std::cout << variant.name << '\t' << (variant.reduces ? "reduces" : "exact") << '\t' << variant.words << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string(argv[1]) == "--variants") return list_variants();
    Settings settings;
    if (!parse(argc, argv, settings)) {
        const bool help = argc == 2 && std::string(argv[1]) == "--help";
        (help ? std::cout : std::cerr) << usage;
        return help ? 0 : 64;
    }
    if (!settings.json) bench::print_heading(std::cout);
    bool good = true;
    for (const std::string& name : settings.names) {
        if (const std::optional<bench::BaselineSize> size = bench::parse_size(name)) {
            measure(name, bench::baseline(*size), settings, settings.variant->options);
        } else if (name.ends_with(".json")) {
            good = measure_scenarios(name, settings) && good;
        } else {
            std::cerr << "mmapck_bench: '" << name << "' is no baseline size and no scenario; see --help\n";
            return 64;
        }
    }
    return good ? 0 : 65;
}
