// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/import/clang.h"
#include "model/lang/tree.h"

/// Macros that stand for integers, as the bounds of the kernel do, and of which a prelude is imported once for all values. To Clang each is an enumerator
/// with some value, so it stays visible in the AST. What the import computes from it becomes a formula of the tree; binding computes that anew.
/// A parameter on which more depends than numbers of the tree (a directive, a label, the length of a list) has to be fixed: a macro with its value, as is usual.
namespace mmapck::lang::front {

/// Parameters, by their place in the list: bit 0 is the first one.
using ParameterSet = std::uint64_t;

class Parameters {
  public:
    /// Those whose names are not among `fixed`.
    Parameters(const std::vector<Parameter>& all, const std::vector<std::string>& fixed);

    /// Their definitions, one to a line, and those of all that are fixed.
    std::string definitions() const { return definitions_; }

    /// After the definitions are parsed.
    void find_enumerators(const clang::DeclContext& unit);

    /// Has to be fixed, and why the import cannot go on without that is known to the caller.
    void fix(ParameterSet set) { to_fix_ |= set; }
    void fix_named(llvm::StringRef name);
    void fix_all() { fix(all_); }
    std::vector<std::string> to_fix() const;

    /// From now on, what is imported belongs to the prelude again, with the values with which that was parsed.
    void go_on_with_prelude(const clang::ASTContext& ast);
    /// From now on, what is imported belongs to a text with the values that are bound.
    void begin_text();
    bool in_text() const { return in_text_; }
    /// A text that cannot be imported behind this prelude: it uses a size that depends on parameters in ways that formulas do not cover.
    bool text_fits() const { return text_fits_; }

    /// Parameters that a part of the AST mentions, itself or through constants. O(size).
    ParameterSet mentioned(const clang::Stmt* statement);

    /// The formula for a number that the import takes from an expression; none if it mentions no parameter, or within a text.
    tree::FormulaId formula(const clang::Expr* expression);
    /// For the largest value of an unsigned bit-field of this width in an integer of `bits`.
    tree::FormulaId largest_of_width(const clang::Expr* width, const tree::Type& type);

    /// Fixes what an expression of the prelude mentions, if there is one: more depends on it than numbers of the tree.
    void fix_in_prelude(const clang::Expr* expression);
    /// The same for a constant, of which Clang remembers the value.
    void note_constant(const clang::ValueDecl* declaration) { in_constant(declaration); }

    /// What a declaration says of the sizes of its arrays: Clang's types have only the numbers.
    void note_arrays(const clang::ASTContext& ast, const clang::TypeSourceInfo* type);
    /// The formula for the number of elements.
    tree::FormulaId count_of(const clang::ASTContext& ast, const clang::ConstantArrayType* array);
    /// Lists of elements: their length has no formula.
    void list_of(const clang::ASTContext& ast, const clang::ConstantArrayType* array, const clang::InitListExpr* list);

    /// Values by parameter. False if one is too large for its formulas; then nothing can be imported with them.
    bool bind(const std::vector<Parameter>& values, const clang::ASTContext& ast, tree::Unit& unit);

  private:
    struct Formula {
        const clang::Expr* expression;
        int bits_of_field;   // 0: the expression itself; else the largest value of so many bits of it
    };

    bool set_values(const std::vector<Parameter>& values, const clang::ASTContext& ast);
    ParameterSet in_constant(const clang::ValueDecl* declaration);
    void depends_on_size();
    tree::FormulaId add(const clang::Expr* expression, int bits_of_field);

    std::string definitions_;
    std::vector<std::string> names_;                                  // of those that are not fixed
    std::vector<Parameter> while_parsed_;                             // the same, with their values while the prelude is parsed
    std::vector<std::string> too_many_;                               // those for which no bit and no stand-in is left
    std::vector<clang::EnumConstantDecl*> enumerators_;
    std::vector<clang::EnumConstantDecl*> following_;                 // the only ones of their enums, with values that follow from parameters, in order
    std::unordered_map<const clang::ValueDecl*, ParameterSet> known_;  // what a constant mentions
    std::unordered_map<const clang::Type*, std::pair<const clang::Expr*, tree::FormulaId>> arrays_;
    std::vector<Formula> formulas_;
    ParameterSet all_ = 0, to_fix_ = 0;
    bool in_text_ = false, text_fits_ = true;
};

}  // namespace mmapck::lang::front
