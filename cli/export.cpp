// SPDX-License-Identifier: Apache-2.0
#include "checker/export/export.h"

#include <ostream>
#include <stdexcept>

#include "cli/subject.h"
#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

using Write = std::string (*)(const program::Program&, const checker::exports::Options&);

Write writer_of(const std::string& language) {
    if (language == "promela") return checker::exports::to_promela;
    if (language == "murphi") return checker::exports::to_murphi;
    return nullptr;
}

/// Joined steps would make one move of a task that runs alone; other checkers would have to go through all its ways at once.
program::Passes with_small_moves(program::Passes passes) {
    passes.fuse_local_steps = false;
    return passes;
}

}  // namespace

ExitCode export_program(const Options& options, Surroundings& surroundings) {
    const std::string& language = options.operands[0];
    const Write write = writer_of(language);
    if (write == nullptr) {
        complain(surroundings, "there is no export to '" + language + "'; expected promela or murphi");
        return ExitCode::usage;
    }
    const std::optional<scenario::Settings> settings = settings_of(options, surroundings);
    if (!settings) return ExitCode::invalid_input;
    Options one = options;
    one.operands.erase(one.operands.begin());
    ExitCode code = ExitCode::as_expected;
    std::uint64_t unreadable = 0;
    const std::vector<scenario::Scenario> scenarios = load_all(one, surroundings, code, unreadable);
    if (scenarios.empty()) return code;
    if (!variants_exist(scenarios, one, surroundings)) return ExitCode::usage;
    const std::vector<scenario::Variant> variants = chosen_variants(scenarios[0], one);
    if (scenarios.size() != 1 || variants.size() != 1) {
        complain(surroundings, "one variant of one scenario is exported; --variant says which");
        return ExitCode::usage;
    }
    const auto program = program_of(scenarios[0], variants[0], *settings, with_small_moves(options.passes), surroundings);
    if (!program) return ExitCode::invalid_input;
    const std::string title = reports::printable(scenarios[0].path) + " " + variants[0].name();
    try {
        surroundings.out << write(checker::exports::with_fault_counter(*program), {title, options.ways});
    } catch (const std::invalid_argument& problem) {
        complain(surroundings, problem.what());
        return ExitCode::invalid_input;
    }
    return code;
}

}  // namespace mmapck::cli
