// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
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

/// A text that begins many units, as bounds, kernel and drivers begin scenarios: parsed and imported once. For one thread at a time.
class Prelude {
  public:
    /// `unit` says where files are; its own text does not matter.
    Prelude(const std::string& text, const Unit& unit);
    ~Prelude();

    /// Prelude and text as one unit, which lives until the next call or until the prelude is gone. Null where the text
    /// has directives or there is something to report: then import() of the whole text has to be asked.
    const tree::Unit* import(const Unit& unit);

    /// False once there was something to report.
    bool usable() const;

  private:
    class Parsed;
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace mmapck::lang
