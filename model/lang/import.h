// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/diagnostic.h"
#include "model/lang/tree.h"

namespace mmapck::lang {

struct Imported {
    std::optional<tree::Unit> unit;        ///< empty when there are errors
    std::vector<Diagnostic> diagnostics;
};

/// Parses with Clang, checks the subset, builds the tree. Recursion, unbounded types, address arithmetic and all else
/// that is outside the subset are found here; what needs values (ops tables, inlining) is found by lower().
Imported import(const Unit& unit);

}  // namespace mmapck::lang
