// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/expressions.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

void add_fields(Context& context, const clang::InitListExpr* list, const clang::RecordDecl* record, tree::Expression& result) {
    unsigned next = 0;
    for (const clang::FieldDecl* field : record->fields()) {
        if (field->isUnnamedBitfield()) {
            continue;  // Clang's list leaves it out as well
        }
        const clang::Expr* value = next < list->getNumInits() ? list->getInit(next) : nullptr;
        ++next;
        result.operands.push_back(value != nullptr ? import_expression(context, value) : zero(context, field->getType(), list));
    }
}

void add_elements(Context& context, const clang::InitListExpr* list, const clang::ConstantArrayType* array, tree::Expression& result) {
    context.parameters.list_of(context.ast, array, list);
    const std::uint64_t count = array->getSize().getLimitedValue(most_cells);
    for (std::uint64_t i = 0; i < count; ++i) {
        const clang::Expr* value = i < list->getNumInits() ? list->getInit(static_cast<unsigned>(i)) : list->getArrayFiller();
        result.operands.push_back(value != nullptr ? import_expression(context, value)
                                                   : zero(context, array->getElementType(), list));
    }
}

}  // namespace

tree::Expression zero(Context& context, clang::QualType type, const clang::Expr* at) {
    tree::Expression result = constant(context, import_type(context, type, at->getExprLoc()), 0, at);
    ++context.expressions;
    if (const auto* array = context.ast.getAsConstantArrayType(type)) {
        result.kind = tree::ExpressionKind::initializer;
        const tree::Type& counted = context.unit.types[result.type];
        result.formula = counted.formula;
        result.operands.resize(std::min(counted.count, most_cells), zero(context, array->getElementType(), at));
        context.expressions += result.operands.size();
    } else if (const auto* record = type->getAsStructureType()) {
        result.kind = tree::ExpressionKind::initializer;
        for (const clang::FieldDecl* field : record->getDecl()->fields()) {
            if (!field->isUnnamedBitfield()) {
                result.operands.push_back(zero(context, field->getType(), at));
            }
        }
    }
    return result;
}

tree::Expression import_initializer(Context& context, const clang::InitListExpr* list) {
    if (!list->isSemanticForm() && list->getSemanticForm() != nullptr) {
        list = list->getSemanticForm();
    }
    const clang::QualType type = list->getType();
    const auto* array = context.ast.getAsConstantArrayType(type);
    const auto* record = type->getAsStructureType();
    if (array == nullptr && record == nullptr) {
        if (list->getNumInits() == 1 && type->isScalarType()) {
            return import_expression(context, list->getInit(0));  // int x = {1};
        }
        reject_type(context, type, list->getExprLoc());
        return rejected(context, list);
    }
    tree::Expression result = make(context, tree::ExpressionKind::initializer, list);
    if (record != nullptr) {
        add_fields(context, list, record->getDecl(), result);
    } else {
        add_elements(context, list, array, result);
    }
    return result;
}

}  // namespace mmapck::lang::front
