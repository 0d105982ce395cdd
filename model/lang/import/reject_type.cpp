// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/reject.h"

namespace mmapck::lang::front {

namespace {

struct Words {
    std::string what;
    std::string instead;
};

Words words_for(const Context& context, clang::QualType type) {
    const std::string name = quoted(type.getUnqualifiedType().getAsString(clang::PrintingPolicy(context.ast.getLangOpts())));
    if (type->isUnionType()) {
        return {"a union is not part of model C", "use a struct with a member for each case, and an enum that says which case it is"};
    }
    if (type->isRealFloatingType() || type->isComplexType() || type->isAnyComplexType()) {
        return {"the floating type " + name + " is not part of model C", "use an integer, scaled if need be"};
    }
    if (type->isVariableArrayType()) {
        return {"an array of variable length is not part of model C", "give it a constant number of elements, as an enumerator or a macro"};
    }
    if (type->isIncompleteArrayType()) {
        return {"an array without a size is not part of model C", "give it a constant number of elements; a flexible member becomes an array or a pool"};
    }
    if (type->isAtomicType()) {
        return {"_Atomic is not part of model C", "leave it out: each statement is one atomic step"};
    }
    if (type->isVectorType()) {
        return {"vector types are not part of model C", "use an array"};
    }
    if (type->isFunctionType()) {
        return {"a function is used as an object", "take its address in a struct of operations"};
    }
    return {"the type " + name + " is not part of model C", "use bool, an enum or an integer type from char to long long"};
}

}  // namespace

void reject_type(Context& context, clang::QualType type, clang::SourceLocation where) {
    const Words words = words_for(context, type);
    context.reject(where, words.what, words.instead);
}

void reject_pointee(Context& context, clang::QualType pointee, clang::SourceLocation where) {
    if (pointee->isPointerType()) {
        context.reject(where, "a pointer to a pointer is not part of model C",
                       "return the pointer, or put it in a struct and pass a pointer to that");
    } else if (pointee->isArrayType()) {
        context.reject(where, "a pointer to an array is not part of model C", "pass the index of the element, or put the array in a struct");
    } else if (pointee->isUnionType() || !(pointee->isIntegerType())) {
        reject_type(context, pointee, where);
    } else {
        context.reject(where, "a pointer to an integer is not part of model C",
                       "return the value, or put the integer in a struct and pass a pointer to that");
    }
}

void reject_unnamed_member(Context& context, const clang::FieldDecl* member) {
    if (member->getType()->isUnionType()) {
        reject_type(context, member->getType(), member->getLocation());
    } else {
        context.reject(member->getLocation(), "an unnamed struct as a member is not part of model C", "give the member a name");
    }
}

void reject_attributes(Context& context, const clang::Decl* declaration) {
    for (const clang::Attr* attribute : declaration->attrs()) {
        switch (attribute->getKind()) {
        case clang::attr::Cleanup:
            context.reject(attribute->getLocation(), "the attribute 'cleanup' is not part of model C",
                           "call the function on every path that leaves the block");
            break;
        case clang::attr::Alias:
        case clang::attr::IFunc:
        case clang::attr::WeakRef:
        case clang::attr::Overloadable:
            context.reject(attribute->getLocation(), "the attribute " + quoted(attribute->getSpelling()) + " is not part of model C",
                           "give the function a body and a name of its own");
            break;
        case clang::attr::Constructor:
        case clang::attr::Destructor:
            context.reject(attribute->getLocation(), "the attribute " + quoted(attribute->getSpelling()) + " is not part of model C",
                           "call the function from SETUP or TEARDOWN");
            break;
        default:
            break;
        }
    }
}

}  // namespace mmapck::lang::front
