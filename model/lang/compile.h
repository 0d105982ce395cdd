// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/lang/diagnostic.h"
#include "model/lang/source.h"
#include "model/program/program.h"

namespace mmapck::lang {

/// Which fault points may fail. An empty list of names selects all.
struct FaultSelection {
    std::uint32_t at_most = 0;             ///< faults in one run
    std::vector<std::string> sites;        ///< names of sites
    std::vector<std::string> classes;      ///< names of fault classes, "alloc-may-fail"
    std::vector<std::string> except_sites; ///< taken out after the selection above
};

/// One translation unit of model C. The main text need not be a file.
struct Unit {
    std::string path;                      ///< shown in messages; includes with quotes are relative to its folder
    std::string text;
    std::vector<std::string> include_dirs; ///< searched for both kinds of include, in order
    std::string shown_relative_to;         ///< files below this folder are named relative to it in messages and traces; may be empty
    FaultSelection faults;
    std::vector<std::string> invariants;   ///< names of the invariants to keep; empty keeps all
    bool wants_source = false;             ///< also says what is in the text
};

struct Compiled {
    std::optional<program::Program> program;   ///< empty when there are errors
    std::vector<Diagnostic> diagnostics;       ///< in source order; at most 50
    std::optional<Source> source{};            ///< where that is wanted and there are no errors
};

/// A macro that stands for an integer, as the bounds of the kernel do.
struct Parameter {
    std::string name;
    std::int64_t value = 0;
    friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// Model C to program: Clang parses it, what is outside the subset is diagnosed, and what remains is lowered. Never throws for bad input.
/// The result depends on the texts alone. Not optimised: see program/passes.h. Time is dominated by parsing, some 20 ms.
Compiled compile(const Unit& unit);

/// Compiles units many of which begin with the same text, which is parsed once. Keeps what it has parsed of a few such texts, those used last, some
/// megabytes each. For one thread at a time.
class Compiler {
  public:
    Compiler();
    ~Compiler();

    /// The program of definitions of the parameters and the texts of `prelude`, `header` (which may be empty) and `unit`, one behind the other; the same whatever
    /// was compiled before. A prelude is parsed once for all values of its parameters, but for those on which more depends than numbers, and for units in any folder; only its own
    /// include folders are searched. A header is, too, for units in one folder that have the same one after each other. No program and no diagnostics where there is something to report, be it that an include is not found there, or where the text declares anew
    /// what the prelude has: then compile() of the whole text has to be asked.
    Compiled compile(const std::vector<Parameter>& parameters, const Unit& prelude, const Unit& header, const Unit& unit);

  private:
    class Preludes;
    std::unique_ptr<Preludes> preludes_;
};

}  // namespace mmapck::lang
