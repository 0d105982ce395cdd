// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/domains.h"

#include <algorithm>
#include <array>
#include <limits>

namespace mmapck::lang::front {

namespace {

constexpr std::array known_annotations{"mmapck.range",    "mmapck.pure",   "mmapck.atomic",   "mmapck.syscall", "mmapck.notrace",
                                       "mmapck.pool",     "mmapck.alloc",  "mmapck.free",     "mmapck.at",      "mmapck.index",   "mmapck.setup",
                                       "mmapck.task",     "mmapck.daemon", "mmapck.teardown", "mmapck.invariant",
                                       "mmapck.indexed_by", "mmapck.named_by"};

const tree::Type* integer_inside(const Context& context, tree::TypeId id) {
    const tree::Type* type = &context.unit.types[id];
    while (type->kind == tree::TypeKind::array) {
        type = &context.unit.types[type->element];
    }
    return type->kind == tree::TypeKind::integer ? type : nullptr;
}

void check_range(Context& context, const Annotation& range, const tree::Domain& width, const std::string& type) {
    if (range.numbers.size() != 2) {
        context.reject(range.where, "range() needs two integer constants", "write range(low, high)");
        return;
    }
    const std::string written = "range(" + std::to_string(range.numbers[0]) + ", " + std::to_string(range.numbers[1]) + ")";
    if (range.numbers[0] > range.numbers[1]) {
        context.reject(range.where, written + " is empty", "write the smaller bound first");
    } else if (range.numbers[0] < width.low || range.numbers[1] > width.high) {
        context.reject(range.where, written + " does not fit in " + quoted(type),
                       "stay within " + std::to_string(width.low) + " to " + std::to_string(width.high) + ", or use a wider type");
    }
}

}  // namespace

tree::Domain domain_of_width(unsigned bits, bool is_signed) {
    constexpr tree::Domain all{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    if (bits >= 64) {
        return all;  // an unsigned long's upper half is negative in 64-bit two's complement
    }
    if (is_signed) {
        return {-(std::int64_t{1} << (bits - 1)), (std::int64_t{1} << (bits - 1)) - 1};
    }
    return {0, (std::int64_t{1} << bits) - 1};
}

std::vector<Annotation> annotations_of(Context& context, const clang::Decl* declaration) {
    std::vector<Annotation> result;
    for (const auto* attribute : declaration->specific_attrs<clang::AnnotateAttr>()) {
        Annotation annotation;
        annotation.name = attribute->getAnnotation().str();
        annotation.where = attribute->getLocation();
        if (std::find(known_annotations.begin(), known_annotations.end(), annotation.name) == known_annotations.end()) {
            context.reject(annotation.where, "unknown annotation " + quoted(annotation.name),
                           "use range(), indexed_by(), named_by(), __pure, __atomic_step, __syscall or __notrace of <mmapck/primitives.h>");
            continue;
        }
        for (const clang::Expr* argument : attribute->args()) {
            clang::Expr::EvalResult value;
            if (const auto* string = llvm::dyn_cast<clang::StringLiteral>(argument->IgnoreParenImpCasts())) {
                annotation.strings.push_back(string->getString().str());
            } else if (argument->getType()->isIntegerType() && argument->EvaluateAsInt(value, context.ast)) {
                annotation.numbers.push_back(value.Val.getInt().extOrTrunc(64).getSExtValue());
                annotation.formulas.push_back(context.parameters.formula(argument));
            }
        }
        result.push_back(std::move(annotation));
    }
    return result;
}

tree::Domain domain_of(Context& context, const clang::DeclaratorDecl* declaration, tree::TypeId id) {
    const tree::Type* type = integer_inside(context, id);
    tree::Domain domain;
    tree::Domain width;
    if (type != nullptr) {
        width = domain_of_width(static_cast<unsigned>(type->bits), type->is_signed);
        domain = width;
        if (!type->enumerators.empty()) {
            domain = {type->enumerators.front().first, type->enumerators.back().first};
        }
        const auto* field = llvm::dyn_cast<clang::FieldDecl>(declaration);
        if (field != nullptr && field->isBitField()) {
            width = domain_of_width(field->getBitWidthValue(context.ast), type->is_signed);
            domain = width;
            domain.high_formula = context.parameters.largest_of_width(field->getBitWidth(), *type);
        }
    }
    for (const Annotation& annotation : annotations_of(context, declaration)) {
        if (annotation.name != "mmapck.range") {
            continue;
        }
        if (type == nullptr) {
            context.reject(annotation.where, "range() on what is not an integer", "put range() on integers and on arrays of integers");
            continue;
        }
        check_range(context, annotation, width, type->name);
        if (annotation.numbers.size() == 2) {
            domain = {annotation.numbers[0], annotation.numbers[1], annotation.formulas[0], annotation.formulas[1]};
        }
    }
    return domain;
}

std::string element_tag_of(Context& context, const clang::DeclaratorDecl* declaration, const char* annotation) {
    for (const auto* attribute : declaration->specific_attrs<clang::AnnotateAttr>()) {
        if (attribute->getAnnotation() != annotation) {
            continue;
        }
        const auto* array = context.ast.getAsConstantArrayType(declaration->getType());
        if (array == nullptr || array->getElementType()->isArrayType()) {
            context.reject(attribute->getLocation(), "names for the elements of what is not an array of one dimension",
                           "put indexed_by() and named_by() on such arrays only");
            return {};
        }
        if (attribute->args_size() == 0) {
            return {};
        }
        if (const auto* tag = llvm::dyn_cast<clang::StringLiteral>((*attribute->args_begin())->IgnoreParenImpCasts())) {
            return tag->getString().str();
        }
    }
    return {};
}

}  // namespace mmapck::lang::front
