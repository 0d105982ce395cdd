// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/parse.h"

#include <pthread.h>

#include "model/lang/import/directives.h"
#include "model/lang/import/files.h"

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

// A good deal deeper than a usual stack allows for what the limits let pass.
constexpr std::size_t stack_bytes = 256u << 20;

void* call(void* run) {
    (*static_cast<llvm::function_ref<void()>*>(run))();
    return nullptr;
}

}  // namespace

FrontEnd::FrontEnd(const Unit& unit, Reporter& reporter) : roots_(roots_of(unit)) {
    set_up(compiler_, unit, reporter);
    if (!open_main_file(unit, reporter)) {
        Diagnostic diagnostic;
        diagnostic.file = unit.path;
        diagnostic.message = "the unit cannot be opened under this name";
        diagnostic.suggestion = "name a file, not a folder";
        reporter.error(std::move(diagnostic));
        return;
    }
    compiler_.createPreprocessor(clang::TU_Complete);
    compiler_.createASTContext();
    clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    preprocessor.getBuiltinInfo().initializeBuiltins(preprocessor.getIdentifierTable(), compiler_.getLangOpts());
    limits_ = std::make_unique<Limits>(preprocessor, reporter);
    preprocessor.addPPCallbacks(watch_directives(unit, roots_, preprocessor, reporter, *limits_));
    // The watcher is handed the parser's own token, which is not const.
    preprocessor.setTokenWatcher([this](const clang::Token& token) { limits_->see(const_cast<clang::Token&>(token)); });
    compiler_.setASTConsumer(std::make_unique<clang::ASTConsumer>());
    compiler_.createSema(clang::TU_Complete, nullptr);
    reporter.BeginSourceFile(compiler_.getLangOpts(), &preprocessor);
}

bool FrontEnd::open_main_file(const Unit& unit, Reporter& reporter) {
    compiler_.createFileManager(files_of(unit, roots_, reporter));
    compiler_.createSourceManager(compiler_.getFileManager());
    auto file = compiler_.getFileManager().getFileRef(unit.path);
    if (!file) {
        llvm::consumeError(file.takeError());
        return false;
    }
    clang::SourceManager& sources = compiler_.getSourceManager();
    sources.setMainFileID(sources.createFileID(*file, clang::SourceLocation(), clang::SrcMgr::C_User));
    return true;
}

std::vector<Diagnostic> parse(const Unit& unit, Reporter& reporter, llvm::function_ref<void(clang::ASTContext&)> use) {
    FrontEnd front_end(unit, reporter);
    if (!front_end.opened()) return reporter.take(nullptr);
    clang::ParseAST(front_end.sema());
    reporter.EndSourceFile();
    if (!reporter.has_errors()) {
        use(front_end.ast());
    }
    return reporter.take(&front_end.sources());
}

void on_large_stack(llvm::function_ref<void()> run) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_t thread;
    const bool roomy = pthread_attr_setstacksize(&attributes, stack_bytes) == 0;
    if (roomy && pthread_create(&thread, &attributes, call, &run) == 0) {
        pthread_join(thread, nullptr);
    } else {
        run();  // where address space is scarce, the caller's stack has to do
    }
    pthread_attr_destroy(&attributes);
}

}  // namespace mmapck::lang::front
