// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import.h"

#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/parse.h"

namespace mmapck::lang {

namespace {

constexpr unsigned stack_bytes = 512u << 20;

Imported import_here(const Unit& unit) {
    Imported result;
    front::Reporter reporter(unit.shown_relative_to);
    tree::Unit tree;
    result.diagnostics = front::parse(unit, reporter, [&](clang::ASTContext& ast) {
        front::Context context{ast, reporter, tree, unit.shown_relative_to};
        front::import_declarations(context, ast.getTranslationUnitDecl());
    });
    if (result.diagnostics.empty()) {
        result.unit = std::move(tree);
    }
    return result;
}

}  // namespace

Imported import(const Unit& unit) {
    Imported result;
    // Clang descends recursively, a good deal deeper than a usual stack allows for what the limits let pass.
    llvm::thread(llvm::Optional<unsigned>(stack_bytes), [&] { result = import_here(unit); }).join();
    return result;
}

}  // namespace mmapck::lang
