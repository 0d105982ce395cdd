// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "checker/symbolic/input_classes.h"
#include "model/lang/diagnostic.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {

/// A variant as a program.
struct CompiledVariant {
    std::optional<program::Program> program;   ///< not optimised; empty: there were errors
    std::vector<lang::Diagnostic> diagnostics;
    std::optional<lang::Source> source;        ///< of the text, where the settings want it
    checker::symbolic::InputClasses inputs;    ///< of a scenario with inputs. With a reason, the program is that of the classes that are known
};

/// Compiles, and has the solver find the values of inputs that runs begin with. For any thread; a compiler is for one at a time.
CompiledVariant compile_variant(const scenario::Scenario& scenario, const scenario::Variant& variant, const scenario::Settings& settings,
                                lang::Compiler* compiler = nullptr);

}  // namespace mmapck::cli
