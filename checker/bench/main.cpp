// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "checker/bench/baseline.h"
#include "checker/bench/measure.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

namespace {

using namespace mmapck;
using namespace mmapck::checker;

constexpr const char* usage =
    "usage: mmapck_bench [--runs N] [--max-states N] [--model DIR] [--live] [--unoptimized] [S5 | S6 | S7 | S8 | T,NMM,E,B,F,L | SCENARIO.json]...\n"
    "\n"
    "Prints states and moves per second and bytes per state of the explicit engine; times are\n"
    "medians of the processor time of N runs (3).\n"
    "\n"
    "  S5 S6 S7 S8       the baseline model with 278287, 1611822, 14367900 and 63349057 states (default: S5 S6)\n"
    "  T,NMM,E,B,F,L     the baseline model: tasks, address spaces, extents, blocks, failures, calls per task\n"
    "  SCENARIO.json     every variant of a scenario\n"
    "  --live            baseline: do not store a task's variables where they are dead. Without it, its states are those of\n"
    "                    SPIN (-DNOREDUCE) and of Rumur on the same model\n"
    "  --unoptimized     scenarios: without the passes over the program\n"
    "  --max-states N    stop there\n"
    "  --model DIR       the folder with mm/, fs/ and include/ (default: model/kernel)\n";

struct Settings {
    int runs = 3;
    bool live = false;
    bool optimized = true;
    Limits limits;
    std::string model = "model/kernel";
    std::vector<std::string> names;
};

bool parse_size(std::string text, bench::BaselineSize& size) {
    if (text == "S5") text = "2,1,2,3,0,2";
    if (text == "S6") text = "2,2,3,4,1,2";
    if (text == "S7") text = "2,2,2,3,1,3";
    if (text == "S8") text = "3,1,2,3,0,2";
    unsigned n[6];
    char end = 0;
    if (std::sscanf(text.c_str(), "%u,%u,%u,%u,%u,%u%c", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &end) != 6) return false;
    if (n[0] < 1 || n[0] > 4 || n[1] < 1 || n[1] > 4 || n[2] < 2 || n[2] > 4 || n[3] < 2 || n[3] > 5 || n[4] > 3 || n[5] < 1 || n[5] > 3)
        return false;
    size = {n[0], n[1], n[2], n[3], n[4], n[5]};
    return true;
}

bool measure_scenario(const std::string& path, const Settings& settings) {
    const scenario::Loaded loaded = scenario::load(path);
    if (!loaded.scenario) {
        std::cerr << "mmapck_bench: " << path << " is not a valid scenario\n";
        return false;
    }
    const std::string here = std::filesystem::current_path().string();
    for (const scenario::Variant& variant : scenario::variants(*loaded.scenario)) {
        lang::Compiled compiled = scenario::compile(*loaded.scenario, variant, {settings.model, here, std::nullopt});
        if (!compiled.program) {
            std::cerr << "mmapck_bench: " << path << " does not compile for " << variant.name() << '\n';
            return false;
        }
        const program::Program program = settings.optimized ? program::optimize(std::move(*compiled.program)) : std::move(*compiled.program);
        const std::string name = std::filesystem::path(path).stem().string() + ' ' + variant.name();
        bench::measure(std::cout, name, program, settings.limits, {}, settings.runs);
    }
    return true;
}

bool parse(int argc, char** argv, Settings& settings) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const bool has_value = i + 1 < argc;
        if (argument == "--live") settings.live = true;
        else if (argument == "--unoptimized") settings.optimized = false;
        else if (argument == "--runs" && has_value) settings.runs = std::max(1, std::atoi(argv[++i]));
        else if (argument == "--max-states" && has_value) settings.limits.max_states = std::strtoull(argv[++i], nullptr, 10);
        else if (argument == "--model" && has_value) settings.model = argv[++i];
        else if (argument.starts_with("-")) return false;
        else settings.names.push_back(argument);
    }
    if (settings.names.empty()) settings.names = {"S5", "S6"};
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    Settings settings;
    if (!parse(argc, argv, settings)) {
        const bool help = argc == 2 && std::string(argv[1]) == "--help";
        (help ? std::cout : std::cerr) << usage;
        return help ? 0 : 64;
    }
    bench::print_heading(std::cout);
    bool good = true;
    for (const std::string& name : settings.names) {
        bench::BaselineSize size;
        if (parse_size(name, size)) {
            explicit_::Options options;
            options.share_bits = settings.live;
            bench::measure(std::cout, name, bench::baseline(size), settings.limits, options, settings.runs);
        } else if (name.ends_with(".json")) {
            good = measure_scenario(name, settings) && good;
        } else {
            std::cerr << "mmapck_bench: '" << name << "' is no baseline size and no scenario; see --help\n";
            return 64;
        }
    }
    return good ? 0 : 65;
}
