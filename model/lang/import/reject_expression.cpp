// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/reject.h"

namespace mmapck::lang::front {

namespace {

struct Words {
    const char* what;
    const char* instead;
};

Words words_for(const clang::Expr* expression) {
    switch (expression->getStmtClass()) {
    case clang::Stmt::StringLiteralClass:
    case clang::Stmt::PredefinedExprClass:
    case clang::Stmt::ObjCStringLiteralClass:
        return {"a string outside of a primitive's arguments is not part of model C", "use an enum for what the string tells apart"};
    case clang::Stmt::FloatingLiteralClass:
    case clang::Stmt::ImaginaryLiteralClass:
        return {"floating numbers are not part of model C", "use an integer, scaled if need be"};
    case clang::Stmt::StmtExprClass:
        return {"a statement expression is not part of model C", "make it a static inline function"};
    case clang::Stmt::CompoundLiteralExprClass:
        return {"a compound literal is not part of model C", "declare a variable with this initialiser and use that"};
    case clang::Stmt::VAArgExprClass:
        return {"variable arguments are not part of model C", "declare a parameter for each argument"};
    case clang::Stmt::AddrLabelExprClass:
        return {"the address of a label is not part of model C", "use a switch"};
    case clang::Stmt::AtomicExprClass:
        return {"the compiler's atomic functions are not part of model C", "write a plain statement: each one is an atomic step"};
    case clang::Stmt::DesignatedInitUpdateExprClass:
        return {"an initialiser for a member of what was initialised as a whole is not part of model C",
                "initialise every member once"};
    case clang::Stmt::UnaryExprOrTypeTraitExprClass:
    case clang::Stmt::OffsetOfExprClass:
        return {"sizeof of an array of variable length is not part of model C", "give the array a constant number of elements"};
    case clang::Stmt::BlockExprClass:
        return {"blocks are not part of model C", "use a function"};
    default:
        return {"this expression is not part of model C", "see docs/model-c.md for the expressions that are"};
    }
}

Words words_for(clang::CastKind kind) {
    switch (kind) {
    case clang::CK_ArrayToPointerDecay:
        return {"an array is used as a pointer", "pass the index of an element, or put the array in a struct and pass a pointer to that"};
    case clang::CK_BitCast:
        return {"a cast from one type of object to another is not part of model C",
                "keep a pointer of the right type, for instance as a member that points back to the outer struct"};
    case clang::CK_IntegralToPointer:
        return {"an integer is turned into a pointer", "return the error as an int and the object through a member, or NULL for failure"};
    case clang::CK_PointerToIntegral:
        return {"a pointer is turned into an integer", "compare pointers with == and !=, or give the object a number in a member"};
    case clang::CK_IntegralToFloating:
    case clang::CK_FloatingCast:
    case clang::CK_FloatingToIntegral:
    case clang::CK_FloatingToBoolean:
        return {"floating numbers are not part of model C", "use an integer, scaled if need be"};
    default:
        return {"this conversion is not part of model C", "convert between integer types only"};
    }
}

/// Where people look for it: at the string or the array itself rather than at an invisible conversion.
void reject_decay(Context& context, const clang::CastExpr* cast) {
    const clang::Expr* array = cast->getSubExpr()->IgnoreParens();
    if (llvm::isa<clang::StringLiteral, clang::PredefinedExpr, clang::CompoundLiteralExpr>(array)) {
        reject_expression(context, array);
        return;
    }
    const Words words = words_for(clang::CK_ArrayToPointerDecay);
    context.reject(array->getBeginLoc(), words.what, words.instead);
}

}  // namespace

void reject_expression(Context& context, const clang::Expr* expression) {
    const Words words = words_for(expression);
    context.reject(expression->getBeginLoc(), words.what, words.instead);
}

void reject_cast(Context& context, const clang::CastExpr* cast) {
    if (cast->getCastKind() == clang::CK_ArrayToPointerDecay) {
        reject_decay(context, cast);
        return;
    }
    const Words words = words_for(cast->getCastKind());
    context.reject(cast->getBeginLoc(), words.what, words.instead);
}

}  // namespace mmapck::lang::front
