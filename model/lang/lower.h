// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/tree.h"

namespace mmapck::lang {

struct Lowered {
    std::optional<program::Program> program;  ///< empty when there are errors
    std::vector<Diagnostic> diagnostics;      ///< without source lines; compile() adds them
};

/// Makes a program of a tree: calls are inlined for each task, structs become tables of
/// instances, invariants and pure functions become expressions. See docs/internals.md, "From model C to a program".
Lowered lower(const tree::Unit& unit, const Unit& options);

}  // namespace mmapck::lang
