// SPDX-License-Identifier: Apache-2.0
#include "checker/export/export.h"

#include <ostream>
#include <stdexcept>
#include <string_view>

#include "cli/gate.h"
#include "cli/subject.h"
#include "reports/ascii.h"

namespace mmapck::cli {

namespace {

struct Language {
    std::string_view name;
    std::string (*write)(const program::Program&, const checker::exports::Options&);
    bool small_moves;   ///< joined steps would make one move of a task that runs alone, and such a checker goes through all its ways at once
};

constexpr Language languages[] = {
    {"promela", checker::exports::to_promela, true},
    {"murphi", checker::exports::to_murphi, true},
    {"smt2", checker::exports::to_horn, false},
};

const Language* find_language(const std::string& name) {
    for (const Language& language : languages)
        if (language.name == name) return &language;
    return nullptr;
}

program::Passes passes_for(const Language& language, program::Passes passes) {
    passes.fuse_local_steps &= !language.small_moves;
    return passes;
}

}  // namespace

ExitCode export_program(const Options& options, Surroundings& surroundings) {
    const Language* const language = find_language(options.operands[0]);
    if (language == nullptr) {
        complain(surroundings, "there is no export to '" + options.operands[0] + "'; expected promela, murphi or smt2");
        return ExitCode::usage;
    }
    Options one = options;
    one.operands.erase(one.operands.begin());
    ExitCode code = ExitCode::as_expected;
    std::optional<Subjects> subjects = find_subjects(one, surroundings, code);
    if (!subjects || subjects->all.empty()) return code;
    const Subject* const subject = only_subject(*subjects, "exported", surroundings);
    if (subject == nullptr) return ExitCode::usage;
    if (options.any_faults) subjects->settings.at_most = 1;   // any but 0: fault points that never fail are left out
    auto program = program_of(*subject->scenario, subject->variant, subjects->settings, passes_for(*language, options.passes), surroundings);
    if (!program) return ExitCode::invalid_input;
    program = with_classes(std::move(*program), options.fault_classes);
    const std::string title = reports::printable(subject->scenario->path) + " " + subject->variant.name();
    try {
        const auto counted = options.any_faults ? checker::exports::with_any_faults(*program) : checker::exports::with_fault_counter(*program);
        surroundings.out << language->write(counted, {title, options.ways, options.integers});
    } catch (const std::invalid_argument& problem) {
        complain(surroundings, problem.what());
        return ExitCode::invalid_input;
    }
    return code;
}

}  // namespace mmapck::cli
