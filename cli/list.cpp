// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>

#include "cli/subject.h"

namespace mmapck::cli {

namespace {

struct Section {
    std::string name;
    std::string title;
    const std::vector<std::string>& names;
};

}  // namespace

ExitCode list(const Options& options, Surroundings& surroundings) {
    const std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    if (!settings) return ExitCode::invalid_input;
    const scenario::Catalogue catalogue = scenario::catalogue(settings->model_directory);
    const std::vector<Section> sections = {{"kernels", "kernel generations", catalogue.kernels},
                                           {"seals", "seal designs", catalogue.seals},
                                           {"invariants", "invariants", catalogue.invariants},
                                           {"faults", "fault points", catalogue.fault_sites},
                                           {"bounds", "bounds", catalogue.bounds}};
    const std::string what = options.operands.empty() ? "" : options.operands.front();
    std::vector<std::string> known;
    for (const Section& section : sections) known.push_back(section.name);
    if (!what.empty() && std::find(known.begin(), known.end(), what) == known.end()) {
        const std::string meant = scenario::nearest(what, known);
        complain(surroundings, "there is no list of '" + what + "'" + (meant.empty() ? "; known: kernels, seals, invariants, faults, bounds" : "; did you mean '" + meant + "'?"));
        return ExitCode::usage;
    }
    for (const Section& section : sections) {
        if (!what.empty() && what != section.name) continue;
        if (what.empty()) surroundings.out << section.title << "\n";
        for (const std::string& name : section.names) surroundings.out << (what.empty() ? "    " : "") << name << "\n";
    }
    return ExitCode::as_expected;
}

}  // namespace mmapck::cli
