// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/macros.h"

namespace mmapck::lang::front {

void Macros::MacroExpands(const clang::Token& name, const clang::MacroDefinition&, clang::SourceRange, const clang::MacroArgs*) {
    if (preprocessor_.isParsingIfOrElifDirective()) parameters_.fix_named(name.getIdentifierInfo()->getName());
}

void Macros::MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) {
    const clang::IdentifierInfo* const identifier = name.getIdentifierInfo();
    const clang::MacroDirective* const before = directive->getPrevious();
    if (!of_text_.insert(identifier->getName().str()).second) return;
    if (before != nullptr && before->isDefined()) changes_others_ = true;
}

void Macros::MacroUndefined(const clang::Token& name, const clang::MacroDefinition& macro, const clang::MacroDirective*) {
    if (of_text_.erase(name.getIdentifierInfo()->getName().str()) == 0 && macro) changes_others_ = true;
}

void Macros::end_prelude() {
    of_text_.clear();
    changes_others_ = false;
}

std::string Macros::undefine() const {
    std::string directives;
    for (const std::string& name : of_text_) directives += "#undef " + name + "\n";
    return directives;
}

}  // namespace mmapck::lang::front
