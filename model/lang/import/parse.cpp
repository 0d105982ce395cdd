// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/parse.h"

#include "model/lang/import/directives.h"
#include "model/lang/import/files.h"
#include "model/lang/import/limits.h"

namespace mmapck::lang::front {

namespace {

/// Same meaning everywhere: one target, no headers of the system, no builtin knowledge of library functions. What C merely warns
/// about but a model cannot mean is an error; all other warnings are for the compilers that people use beside this one.
std::vector<std::string> arguments(const Unit& unit) {
    std::vector<std::string> result{"-triple",
                                    "x86_64-unknown-linux-gnu",
                                    "-std=gnu11",
                                    "-nostdsysteminc",
                                    "-nobuiltininc",
                                    "-ffreestanding",
                                    "-fno-builtin",
                                    "-fbracket-depth",
                                    "300",
                                    "-ferror-limit",
                                    "0",
                                    "-Wno-everything",
                                    "-Werror=implicit-function-declaration",
                                    "-Werror=implicit-int",
                                    "-Werror=incompatible-pointer-types",
                                    "-Werror=incompatible-pointer-types-discards-qualifiers",
                                    "-Werror=int-conversion",
                                    "-Werror=return-type",
                                    "-Werror=excess-initializers",
                                    "-Werror=macro-redefined",
                                    "-Werror=constant-conversion",
                                    "-Werror=visibility"};
    for (const std::string& directory : unit.include_dirs) {
        result.push_back("-I");
        result.push_back(directory);
    }
    return result;
}

void set_up(clang::CompilerInstance& compiler, const Unit& unit, Reporter& reporter) {
    compiler.createDiagnostics(&reporter, /*ShouldOwnClient=*/false);
    const std::vector<std::string> words = arguments(unit);
    std::vector<const char*> pointers;
    for (const std::string& word : words) {
        pointers.push_back(word.c_str());
    }
    clang::CompilerInvocation::CreateFromArgs(compiler.getInvocation(), pointers, compiler.getDiagnostics());
    compiler.getPreprocessorOpts().DisablePragmaDebugCrash = true;
    compiler.createDiagnostics(&reporter, /*ShouldOwnClient=*/false);
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.createTarget();
}

/// False, with a report, where there is nothing to parse.
bool open_main_file(clang::CompilerInstance& compiler, const Unit& unit, Reporter& reporter) {
    compiler.createFileManager(files_of(unit, reporter));
    compiler.createSourceManager(compiler.getFileManager());
    auto file = compiler.getFileManager().getFileRef(unit.path);
    if (!file) {
        llvm::consumeError(file.takeError());
        return false;
    }
    clang::SourceManager& sources = compiler.getSourceManager();
    sources.setMainFileID(sources.createFileID(*file, clang::SourceLocation(), clang::SrcMgr::C_User));
    return true;
}

}  // namespace

std::vector<Diagnostic> parse(const Unit& unit, Reporter& reporter, llvm::function_ref<void(clang::ASTContext&)> use) {
    clang::CompilerInstance compiler;
    set_up(compiler, unit, reporter);
    if (!open_main_file(compiler, unit, reporter)) {
        Diagnostic diagnostic;
        diagnostic.file = unit.path;
        diagnostic.message = "the unit cannot be opened under this name";
        diagnostic.suggestion = "name a file, not a folder";
        reporter.error(std::move(diagnostic));
        return reporter.take(nullptr);
    }
    compiler.createPreprocessor(clang::TU_Complete);
    compiler.createASTContext();
    clang::Preprocessor& preprocessor = compiler.getPreprocessor();
    preprocessor.getBuiltinInfo().initializeBuiltins(preprocessor.getIdentifierTable(), compiler.getLangOpts());
    Limits limits(preprocessor, reporter);
    preprocessor.addPPCallbacks(watch_directives(unit, preprocessor, reporter, limits));
    // The watcher is handed the parser's own token, which is not const.
    preprocessor.setTokenWatcher([&](const clang::Token& token) { limits.see(const_cast<clang::Token&>(token)); });
    compiler.setASTConsumer(std::make_unique<clang::ASTConsumer>());
    compiler.createSema(clang::TU_Complete, nullptr);
    reporter.BeginSourceFile(compiler.getLangOpts(), &preprocessor);
    clang::ParseAST(compiler.getSema());
    reporter.EndSourceFile();
    if (!reporter.has_errors()) {
        use(compiler.getASTContext());
    }
    return reporter.take(&compiler.getSourceManager());
}

}  // namespace mmapck::lang::front
