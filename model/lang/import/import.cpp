// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import.h"

#include "model/lang/import/context.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/parse.h"

namespace mmapck::lang {

namespace {

Imported import_here(const Unit& unit) {
    Imported result;
    front::Reporter reporter(unit.shown_relative_to);
    tree::Unit tree;
    front::Parameters no_parameters({}, {});
    result.diagnostics = front::parse(unit, reporter, [&](clang::ASTContext& ast) {
        front::Context context{ast, reporter, tree, unit.shown_relative_to, no_parameters};
        front::import_declarations(context, ast.getTranslationUnitDecl()->decls());
    });
    if (result.diagnostics.empty()) {
        result.unit = std::move(tree);
    }
    return result;
}

}  // namespace

Imported import(const Unit& unit) {
    Imported result;
    front::on_large_stack([&] { result = import_here(unit); });
    return result;
}

}  // namespace mmapck::lang
