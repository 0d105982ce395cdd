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

/// A text that begins many units, as a kernel begins scenarios: parsed and imported once. For one thread at a time.
class Prelude {
  public:
    /// Of the parameters those that are not `fixed` may have other values for each import.
    Prelude(const Unit& prelude, const std::vector<Parameter>& parameters, const std::vector<std::string>& fixed);
    ~Prelude();

    /// Prelude, header (which may be empty) and text as one unit, which lives until the next call or until the prelude is gone. The header is imported once
    /// for calls with the same one after each other. What the text includes is looked for beside the file
    /// that does and in the prelude's folders. Null where the text declares anew what the prelude has, or where there is something to report: then import()
    /// of the whole text has to be asked.
    const tree::Unit* import(const std::vector<Parameter>& parameters, const Unit& header, const Unit& unit);

    /// Parameters that have to be fixed, too: a directive or the shape of the tree depends on them. Not empty: it is not usable.
    std::vector<std::string> to_fix() const;

    /// False once there was something to report, once a text has changed what the prelude defines, and after very many texts.
    bool usable() const;

  private:
    class Parsed;
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace mmapck::lang
