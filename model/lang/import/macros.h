// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "model/lang/import/clang.h"
#include "model/lang/import/parameters.h"

namespace mmapck::lang::front {

/// Macros outlive the text that defines them. Knows what has to be undefined before the next text.
class Macros : public clang::PPCallbacks {
  public:
    Macros(const clang::Preprocessor& preprocessor, Parameters& parameters) : preprocessor_(preprocessor), parameters_(parameters) {}

    void MacroExpands(const clang::Token& name, const clang::MacroDefinition&, clang::SourceRange, const clang::MacroArgs*) override;
    void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override;
    void MacroUndefined(const clang::Token& name, const clang::MacroDefinition& macro, const clang::MacroDirective*) override;
    void PragmaDirective(clang::SourceLocation, clang::PragmaIntroducerKind) override { changes_others_ = true; }

    /// From now on, macros are those of a header behind the prelude, or of a text.
    void end_prelude();
    /// What was defined since is kept for more than one text.
    void end_header() { of_header_.swap(of_text_); }
    void forget_header() { of_text_.merge(of_header_); }

    /// Whether the text has changed what later texts see of what comes before it, or left the mark that a file is included once.
    bool changes_others() const { return changes_others_; }
    /// Directives that undefine what a text has left.
    std::string undefine() const;

  private:
    const clang::Preprocessor& preprocessor_;
    Parameters& parameters_;
    std::set<std::string> of_header_, of_text_;
    bool changes_others_ = false;
};

}  // namespace mmapck::lang::front
