// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/parameters.h"

#include <algorithm>
#include <array>

#include "llvm/ADT/FoldingSet.h"
#include "model/lang/import/bind.h"

namespace mmapck::lang::front {

namespace {

// The values while the prelude is parsed: as different as small numbers are, so that Clang does not take arrays of two sizes for one type.
constexpr std::array<std::int64_t, 20> stand_ins{13, 11, 7, 12, 10, 9, 6, 5, 14, 8, 15, 4, 16, 17, 18, 19, 20, 21, 22, 23};

const clang::Expr* without_constant(const clang::Expr* expression) {
    while (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(expression)) expression = constant->getSubExpr();
    return expression;
}

bool is_same(const clang::ASTContext& ast, const clang::Expr* a, const clang::Expr* b) {
    llvm::FoldingSetNodeID one, other;
    a->Profile(one, ast, true);
    b->Profile(other, ast, true);
    return one == other;
}

std::optional<std::int64_t> value_of(const clang::Expr* expression, const clang::ASTContext& ast) {
    clang::Expr::EvalResult result;
    if (!expression->EvaluateAsInt(result, ast, clang::Expr::SE_NoSideEffects)) return std::nullopt;
    return result.Val.getInt().extOrTrunc(64).getSExtValue();
}

/// False where it does not fit.
bool set_value(clang::EnumConstantDecl* enumerator, std::int64_t value) {
    llvm::APSInt number = enumerator->getInitVal();
    number = std::uint64_t(value);
    enumerator->setInitVal(number);
    return number.getExtValue() == value;
}

}  // namespace

Parameters::Parameters(const std::vector<Parameter>& all, const std::vector<std::string>& fixed) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [name, value] = all[i];
        const bool is_fixed = std::ranges::find(fixed, name) != fixed.end();
        if (!is_fixed && i >= stand_ins.size()) too_many_.push_back(name);
        if (is_fixed || i >= stand_ins.size()) {
            definitions_ += "#define " + name + " " + std::to_string(value) + "\n";
            continue;
        }
        const std::string enumerator = "__mmapck_parameter_" + name;
        definitions_ += "enum { " + enumerator + " = " + std::to_string(stand_ins[i]) + " };\n#define " + name + " " + enumerator + "\n";
        all_ |= ParameterSet{1} << names_.size();
        names_.push_back(name);
        while_parsed_.push_back({name, stand_ins[i]});
    }
}

void Parameters::find_enumerators(const clang::DeclContext& unit) {
    for (const clang::Decl* declaration : unit.decls()) {
        const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(declaration);
        if (enumeration == nullptr || enumeration->isImplicit() || enumerators_.size() == names_.size()) continue;
        enumerators_.push_back(*enumeration->enumerator_begin());
        known_.emplace(enumerators_.back(), ParameterSet{1} << (enumerators_.size() - 1));
    }
}

void Parameters::fix_named(llvm::StringRef name) {
    const auto at = std::ranges::find(names_, name.str());
    if (at != names_.end()) fix(ParameterSet{1} << (at - names_.begin()));
}

std::vector<std::string> Parameters::to_fix() const {
    std::vector<std::string> result = too_many_;
    for (std::size_t i = 0; i < names_.size(); ++i)
        if (to_fix_ >> i & 1) result.push_back(names_[i]);
    return result;
}

void Parameters::go_on_with_prelude(const clang::ASTContext& ast) {
    in_text_ = false;
    set_values(while_parsed_, ast);
}

void Parameters::begin_text() {
    in_text_ = true;
    text_fits_ = true;
}

ParameterSet Parameters::in_constant(const clang::ValueDecl* declaration) {
    const auto [at, is_new] = known_.try_emplace(declaration, 0);
    if (!is_new) return at->second;
    ParameterSet result = 0;
    bool can_follow = false;
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        if (variable->getType().isConstQualified() && variable->getInit() != nullptr) result = mentioned(variable->getInit());
    } else if (const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(declaration)) {
        const auto* enumeration = llvm::cast<clang::EnumDecl>(enumerator->getDeclContext());
        for (const clang::EnumConstantDecl* each : enumeration->enumerators())
            if (each->getInitExpr() != nullptr) result |= mentioned(each->getInitExpr());
        can_follow = std::distance(enumeration->enumerator_begin(), enumeration->enumerator_end()) == 1;
        if (can_follow && result != 0 && !in_text_) following_.push_back(const_cast<clang::EnumConstantDecl*>(enumerator));
    }
    if (!can_follow && !in_text_) fix(result);  // Clang remembers the value
    return known_[declaration] = result;
}

ParameterSet Parameters::mentioned(const clang::Stmt* statement) {
    if (all_ == 0) return 0;
    ParameterSet result = 0;
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(statement)) {
        const auto known = known_.find(reference->getDecl());
        result |= known != known_.end() ? known->second : in_constant(reference->getDecl());
    } else if (const auto* trait = llvm::dyn_cast<clang::UnaryExprOrTypeTraitExpr>(statement)) {
        if (!trait->getTypeOfArgument()->isScalarType()) depends_on_size();
    } else if (llvm::isa<clang::OffsetOfExpr>(statement)) {
        depends_on_size();
    }
    for (const clang::Stmt* child : statement->children())
        if (child != nullptr) result |= mentioned(child);
    return result;
}

// Clang has the sizes of the prelude's types from the stand-ins.
void Parameters::depends_on_size() {
    if (in_text_) text_fits_ = false;
    else fix_all();
}

void Parameters::fix_in_prelude(const clang::Expr* expression) {
    if (expression == nullptr) return;
    const ParameterSet set = mentioned(expression);
    if (!in_text_) fix(set);
}

tree::FormulaId Parameters::add(const clang::Expr* expression, int bits_of_field) {
    formulas_.push_back({expression, bits_of_field});
    return tree::FormulaId(formulas_.size() - 1);
}

tree::FormulaId Parameters::formula(const clang::Expr* expression) {
    return mentioned(expression) == 0 || in_text_ ? tree::none : add(without_constant(expression), 0);
}

tree::FormulaId Parameters::largest_of_width(const clang::Expr* width, const tree::Type& type) {
    if (type.is_signed) fix_in_prelude(width);
    if (mentioned(width) == 0 || in_text_) return tree::none;
    return add(without_constant(width), type.bits);
}

void Parameters::note_arrays(const clang::ASTContext& ast, const clang::TypeSourceInfo* type) {
    if (type == nullptr || all_ == 0) return;
    for (clang::TypeLoc at = type->getTypeLoc(); !at.isNull(); at = at.getNextTypeLoc()) {
        const auto array = at.getAs<clang::ArrayTypeLoc>();
        if (!array || array.getSizeExpr() == nullptr) continue;
        const clang::Type* const key = ast.getCanonicalType(array.getType()).getTypePtr();
        const clang::Expr* const size = without_constant(array.getSizeExpr());
        const auto known = arrays_.find(key);
        if (in_text_) {
            if (known != arrays_.end() && known->second.second != tree::none) text_fits_ = false;
        } else if (known == arrays_.end()) {
            const ParameterSet set = mentioned(size);
            arrays_.emplace(key, std::pair(size, set == 0 ? tree::none : add(size, 0)));
        } else if (!is_same(ast, known->second.first, size)) {
            fix(mentioned(size) | mentioned(known->second.first));
        }
    }
}

tree::FormulaId Parameters::count_of(const clang::ASTContext& ast, const clang::ConstantArrayType* array) {
    const auto known = arrays_.find(ast.getCanonicalType(clang::QualType(array, 0)).getTypePtr());
    if (known != arrays_.end()) return known->second.second;
    if (!in_text_) fix_all();
    return tree::none;
}

void Parameters::list_of(const clang::ASTContext& ast, const clang::ConstantArrayType* array, const clang::InitListExpr* list) {
    const tree::FormulaId count = count_of(ast, array);
    if (count != tree::none && in_text_) text_fits_ = false;
    if (count != tree::none && !in_text_) fix(mentioned(formulas_[count].expression));
    if (in_text_ || list->getSyntacticForm() == nullptr) return;
    for (const clang::Stmt* child : list->getSyntacticForm()->children()) {
        const auto* designated = llvm::dyn_cast_or_null<clang::DesignatedInitExpr>(child);
        for (unsigned i = 1; designated != nullptr && i < designated->getNumSubExprs(); ++i) fix(mentioned(designated->getSubExpr(i)));
    }
}

/// False if one has no value, or one that does not fit.
bool Parameters::set_values(const std::vector<Parameter>& values, const clang::ASTContext& ast) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const auto at = std::ranges::find(values, names_[i], &Parameter::name);
        if (at == values.end()) return false;
        if (!set_value(enumerators_[i], at->value)) return false;
    }
    for (clang::EnumConstantDecl* enumerator : following_) {
        const std::optional<std::int64_t> value = value_of(without_constant(enumerator->getInitExpr()), ast);
        if (!value || !set_value(enumerator, *value)) return false;
    }
    return true;
}

bool Parameters::bind(const std::vector<Parameter>& values, const clang::ASTContext& ast, tree::Unit& unit) {
    if (!set_values(values, ast)) return false;
    std::vector<std::int64_t> numbers;
    for (const Formula& formula : formulas_) {
        const std::optional<std::int64_t> value = value_of(formula.expression, ast);
        if (!value || value != value_of(formula.expression->IgnoreParenImpCasts(), ast)) return false;  // what does not fit is reported for the whole
        if (formula.bits_of_field == 0) {
            numbers.push_back(*value);
        } else {
            if (*value < 1 || *value > formula.bits_of_field || *value >= 32) return false;
            numbers.push_back((std::int64_t{1} << *value) - 1);
        }
    }
    return mmapck::lang::front::bind(numbers, unit);
}

}  // namespace mmapck::lang::front
