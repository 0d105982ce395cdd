// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/directives.h"

#include <filesystem>

#include "model/lang/import/files.h"
#include "model/lang/import/source.h"

namespace mmapck::lang::front {

namespace {

namespace fs = std::filesystem;

class Directives : public clang::PPCallbacks {
  public:
    Directives(const Unit& unit, const std::vector<std::string>& roots, clang::Preprocessor& preprocessor, Reporter& reporter, Limits& limits)
        : unit_(unit), roots_(roots), preprocessor_(preprocessor), sources_(preprocessor.getSourceManager()), reporter_(reporter), limits_(limits) {}

    void InclusionDirective(clang::SourceLocation, const clang::Token& keyword, llvm::StringRef name, bool is_angled,
                            clang::CharSourceRange range, const clang::FileEntry* file, llvm::StringRef, llvm::StringRef,
                            const clang::Module*, clang::SrcMgr::CharacteristicKind) override {
        const llvm::StringRef word = keyword.getIdentifierInfo() != nullptr ? keyword.getIdentifierInfo()->getName() : "";
        if (word != "include") {
            reporter_.error(sources_, keyword.getLocation(), "#" + word.str() + " is not part of model C",
                            "write #include, and '#pragma once' at the top of the header");
        } else if (llvm::sys::path::is_absolute(name)) {
            reporter_.error(sources_, range.getBegin(), "an include names the absolute path '" + name.str() + "'",
                            "name it relative to this file's folder or to one of the include folders");
        } else if (file == nullptr) {
            report_missing(name, is_angled, range.getBegin());
        } else if (!is_below(roots_, file->getName())) {
            report_outside(name, range.getBegin());  // a text before this one, with other roots, has made the file known
        }
    }

    void PragmaDirective(clang::SourceLocation where, clang::PragmaIntroducerKind introducer) override {
        const bool once = introducer == clang::PIK_HashPragma && name_of_pragma(where) == "once";
        preprocessor_.setPragmasEnabled(once);  // this one, and no other: some of Clang's stop the program
        if (once) {
            return;
        }
        preprocessor_.DiscardUntilEndOfDirective();
        reporter_.error(sources_, where, "pragmas are not part of model C", "leave it out; only '#pragma once' has a meaning here");
    }

    void FileChanged(clang::SourceLocation where, FileChangeReason reason, clang::SrcMgr::CharacteristicKind, clang::FileID) override {
        if (reason == EnterFile) {
            limits_.enter_file(sources_.getFileID(where));
        }
    }

    void MacroExpands(const clang::Token& name, const clang::MacroDefinition& macro, clang::SourceRange,
                      const clang::MacroArgs* arguments) override {
        if (macro.getMacroInfo() != nullptr) {
            limits_.expand(name, macro.getMacroInfo(), arguments);
        }
    }
    void MacroDefined(const clang::Token&, const clang::MacroDirective*) override { limits_.forget(); }
    void MacroUndefined(const clang::Token&, const clang::MacroDefinition&, const clang::MacroDirective*) override { limits_.forget(); }

  private:
    std::string name_of_pragma(clang::SourceLocation where) const {
        const std::string line = line_of(sources_, where);
        llvm::StringRef rest = llvm::StringRef(line).ltrim(" \t");
        if (!rest.consume_front("#")) {
            return {};
        }
        rest = rest.ltrim(" \t");
        rest.consume_front("pragma");
        return rest.ltrim(" \t").take_while([](char c) { return c != ' ' && c != '\t' && c != '/'; }).str();
    }

    /// The folders in which an include is looked for, in order.
    std::vector<std::string> searched(bool is_angled, clang::SourceLocation where) const {
        std::vector<std::string> result;
        const clang::FileEntry* includer = sources_.getFileEntryForID(sources_.getFileID(where));
        if (!is_angled && includer != nullptr) {
            const std::string folder = fs::path(includer->getName().str()).parent_path().string();
            result.push_back(folder.empty() ? "." : folder);
        }
        result.insert(result.end(), unit_.include_dirs.begin(), unit_.include_dirs.end());
        return result;
    }

    void report_outside(llvm::StringRef name, clang::SourceLocation where) {
        reporter_.error(sources_, where, "'" + name.str() + "' leads out of the folders that a model may include from",
                        "copy the file beside the scenario, or name its folder as an include folder");
    }

    void report_missing(llvm::StringRef name, bool is_angled, clang::SourceLocation where) {
        const std::vector<std::string> folders = searched(is_angled, where);
        std::string shown;
        for (const std::string& folder : folders) {
            const std::string path = folder + "/" + name.str();
            std::error_code error;
            if (!is_below(roots_, path)) return report_outside(name, where);
            if (fs::is_directory(path, error)) {
                reporter_.error(sources_, where, "'" + name.str() + "' is a folder", "name the file in it");
                return;
            }
            if (fs::exists(path, error)) {
                reporter_.error(sources_, where, "'" + name.str() + "' cannot be read", "name a regular file that you may read");
                return;
            }
            shown += (shown.empty() ? "" : ", ") + shown_path(folder, unit_.shown_relative_to);
        }
        const bool of_kernel = name.startswith("linux/") || name.startswith("asm/") || name.startswith("uapi/") || name.startswith("drm/");
        reporter_.error(sources_, where, "'" + name.str() + "' is not found",
                        of_kernel ? "write '#include <mmapck/driver.h>', which declares what model C has of the kernel" : shown.empty() ? "name an include folder: there is none" : "folders searched: " + shown);
    }

    const Unit& unit_;
    const std::vector<std::string>& roots_;
    clang::Preprocessor& preprocessor_;
    const clang::SourceManager& sources_;
    Reporter& reporter_;
    Limits& limits_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> watch_directives(const Unit& unit, const std::vector<std::string>& roots, clang::Preprocessor& preprocessor,
                                                     Reporter& reporter, Limits& limits) {
    return std::make_unique<Directives>(unit, roots, preprocessor, reporter, limits);
}

}  // namespace mmapck::lang::front
