// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/declarations.h"

#include "model/lang/import/domains.h"
#include "model/lang/import/expressions.h"
#include "model/lang/import/functions.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

bool is_const(const Context& context, clang::QualType type) {
    return context.ast.getBaseElementType(type).isConstQualified();
}

void check_variable(Context& context, const clang::VarDecl* variable) {
    reject_attributes(context, variable);
    if (variable->getTLSKind() != clang::VarDecl::TLS_None) {
        context.reject(variable->getLocation(), "a variable for each thread is not part of model C",
                       "use an array with an element for each task, indexed by __mmapck_task()");
    }
    if (variable->getType()->isFunctionPointerType()) {
        context.reject(variable->getLocation(), "a function pointer outside of a struct is not part of model C",
                       "make it a member of a struct of operations, and call it through that");
    }
    if (variable->getType().isVolatileQualified()) {
        context.reject(variable->getLocation(), "volatile is not part of model C", "leave it out: each statement reads and writes memory");
    }
}

tree::VariableId add_variable(Context& context, const clang::VarDecl* declaration, std::string name, tree::Storage storage) {
    check_variable(context, declaration);
    tree::Variable variable;
    variable.name = std::move(name);
    variable.storage = storage;
    variable.where = context.position(declaration->getLocation());
    context.parameters.note_arrays(context.ast, declaration->getTypeSourceInfo());
    variable.is_const = is_const(context, declaration->getType());
    if (declaration->getType()->isFunctionPointerType()) {
        variable.type = int_type(context);
    } else {
        variable.type = import_stored_type(context, declaration->getType(), declaration->getLocation(), variable.name);
        variable.domain = domain_of(context, declaration->getMostRecentDecl(), variable.type);
        variable.indexed_by = element_tag_of(context, declaration->getMostRecentDecl(), "mmapck.indexed_by");
        variable.named_by = element_tag_of(context, declaration->getMostRecentDecl(), "mmapck.named_by");
    }
    const auto id = static_cast<tree::VariableId>(context.unit.variables.size());
    context.variables[declaration->getCanonicalDecl()] = id;
    context.unit.variables.push_back(std::move(variable));
    return id;
}

/// The pool that an array belongs to; empty for other variables.
std::string pool_of(const clang::VarDecl* declaration) {
    for (const auto* attribute : declaration->getMostRecentDecl()->specific_attrs<clang::AnnotateAttr>()) {
        if (attribute->getAnnotation() != "mmapck.pool" || attribute->args_size() == 0) {
            continue;
        }
        if (const auto* name = llvm::dyn_cast<clang::StringLiteral>((*attribute->args_begin())->IgnoreParenImpCasts())) {
            return name->getString().str();
        }
    }
    return {};
}

void declare_pool(Context& context, const clang::VarDecl* declaration, const std::string& pool) {
    const auto* array = context.ast.getAsConstantArrayType(declaration->getType());
    if (array == nullptr || !array->getElementType()->isStructureType()) {
        context.reject(declaration->getLocation(), "a pool holds structs, a constant number of them",
                       "write POOL(struct name, name, size) with a size of at least 1");
        return;
    }
    if (!context.pools.emplace(pool, declaration->getCanonicalDecl()).second) {
        context.reject(declaration->getLocation(), "the pool " + quoted(pool) + " is declared twice", "rename one of the two");
        return;
    }
    const tree::VariableId id = add_variable(context, declaration, declaration->getName().str(), tree::Storage::global);
    context.unit.variables[id].pool = pool;
}

/// Globals first get their numbers, then their initialisers, which may name each other.
void declare_global(Context& context, const clang::VarDecl* declaration) {
    if (context.variables.count(declaration->getCanonicalDecl()) != 0) {
        return;
    }
    const std::string pool = pool_of(declaration);
    if (!pool.empty()) {
        declare_pool(context, declaration, pool);
        return;
    }
    const clang::VarDecl* definition = declaration->getDefinition();
    if (definition == nullptr) {
        definition = declaration->getActingDefinition();
    }
    if (definition != nullptr) {
        add_variable(context, definition, definition->getName().str(), tree::Storage::global);
    }
}

void import_initial(Context& context, const clang::VarDecl* declaration) {
    const auto known = context.variables.find(declaration->getCanonicalDecl());
    const clang::Expr* initial = declaration->getInit();
    if (known == context.variables.end() || initial == nullptr) {
        return;
    }
    context.parameters.note_constant(declaration);
    tree::Expression value = import_expression(context, initial);
    context.unit.variables[known->second].initial = std::move(value);
}

void check_type_declaration(Context& context, const clang::Decl* declaration) {
    if (const auto* name = llvm::dyn_cast<clang::TypedefNameDecl>(declaration)) {
        context.parameters.note_arrays(context.ast, name->getTypeSourceInfo());
        for (const Annotation& annotation : annotations_of(context, name)) {
            context.reject(annotation.where, "an annotation on a typedef", "put it on the variables and members of that type");
        }
    } else if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(declaration)) {
        if (record->isUnion() && record->isThisDeclarationADefinition()) {
            reject_type(context, context.ast.getRecordType(record), record->getLocation());
        } else if (record->isThisDeclarationADefinition()) {
            import_structure(context, record);
        }
    } else if (const auto* assertion = llvm::dyn_cast<clang::StaticAssertDecl>(declaration)) {
        context.parameters.fix_in_prelude(assertion->getAssertExpr());
    } else if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(declaration)) {
        if (enumeration->enumerator_begin() != enumeration->enumerator_end()) {
            context.parameters.note_constant(*enumeration->enumerator_begin());
        }
        if (enumeration->isThisDeclarationADefinition() && enumeration->getIdentifier() != nullptr) {
            import_type(context, context.ast.getEnumType(enumeration), enumeration->getLocation());  // may name elements
        }
    } else if (llvm::isa<clang::FileScopeAsmDecl>(declaration)) {
        context.reject(declaration->getLocation(), "inline assembly is not part of model C", "write in C what the instructions do");
    }
}

void declare(Context& context, const clang::Decl* declaration) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        declare_global(context, variable);
    } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration)) {
        if (function->doesThisDeclarationHaveABody()) {
            declare_function(context, function);
        }
    } else {
        check_type_declaration(context, declaration);
    }
}

void define(Context& context, const clang::Decl* declaration) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        import_initial(context, variable);
    } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration)) {
        if (function->doesThisDeclarationHaveABody()) {
            import_function(context, function);
        }
    }
}

}  // namespace

void import_declarations(Context& context, Declarations declarations) {
    for (const clang::Decl* declaration : declarations) {
        if (!declaration->isImplicit()) {
            context.current = declaration->getLocation();
            declare(context, declaration);
            finish_structures(context);
        }
    }
    for (const clang::Decl* declaration : declarations) {
        if (!declaration->isImplicit()) {
            context.current = declaration->getLocation();
            define(context, declaration);
            finish_structures(context);
        }
    }
    check_recursion(context);
}

tree::VariableId import_local(Context& context, const clang::VarDecl* variable) {
    return add_variable(context, variable, variable->getName().str(),
                        llvm::isa<clang::ParmVarDecl>(variable) ? tree::Storage::parameter : tree::Storage::local);
}

void import_local_declaration(Context& context, const clang::Decl* declaration) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
    if (variable == nullptr) {
        check_type_declaration(context, declaration);
    } else if (variable->isStaticLocal()) {
        context.has_static_locals = true;
        add_variable(context, variable, context.function->getName().str() + "." + variable->getName().str(), tree::Storage::global);
        import_initial(context, variable);
    }
}

}  // namespace mmapck::lang::front
