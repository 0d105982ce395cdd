// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/import/limits.h"
#include "model/lang/import/reporter.h"

namespace mmapck::lang::front {

/// Clang, ready to parse a unit as gnu11 without any library and for one fixed target. All that it refers to must outlive it.
class FrontEnd {
  public:
    FrontEnd(const Unit& unit, Reporter& reporter);

    /// False, after a report, if the unit's name cannot be that of a file: then there is nothing but the report.
    bool opened() const { return limits_ != nullptr; }

    clang::Sema& sema() { return compiler_.getSema(); }
    clang::Preprocessor& preprocessor() { return compiler_.getPreprocessor(); }
    clang::ASTContext& ast() { return compiler_.getASTContext(); }
    Limits& limits() { return *limits_; }
    const clang::SourceManager& sources() const { return compiler_.getSourceManager(); }

    /// Folders below which files may be included from now on. Those of the unit, as roots_of() has them, until this is called.
    void set_roots(std::vector<std::string> roots) { roots_ = std::move(roots); }

  private:
    bool open_main_file(const Unit& unit, Reporter& reporter);

    std::vector<std::string> roots_;
    clang::CompilerInstance compiler_;
    std::unique_ptr<Limits> limits_;
};

/// Parses a unit. Calls `use` with the AST if the unit has no errors so far. Returns all that was reported, by Clang and by `use`.
std::vector<Diagnostic> parse(const Unit& unit, Reporter& reporter, llvm::function_ref<void(clang::ASTContext&)> use);

/// Calls it on a stack that is large enough for Clang, which descends recursively.
void on_large_stack(llvm::function_ref<void()> run);

}  // namespace mmapck::lang::front
