// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/functions.h"

#include "model/lang/import/builtins.h"
#include "model/lang/import/declarations.h"
#include "model/lang/import/domains.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/statements.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

void set_entry(Context& context, tree::Function& function, tree::Role role, const Annotation& annotation) {
    if (function.role != tree::Role::ordinary) {
        context.reject(annotation.where, quoted(function.name) + " has two roles", "write two functions");
    }
    if (annotation.strings.empty() || annotation.strings[0].empty()) {
        context.reject(annotation.where, "the annotation " + quoted(annotation.name) + " needs a name", "use the macros of <mmapck/primitives.h>");
        return;
    }
    function.role = role;
    function.role_name = annotation.strings[0];
}

void set_invariant(Context& context, tree::Function& function, const Annotation& annotation) {
    set_entry(context, function, tree::Role::invariant, annotation);
    if (!annotation.formulas.empty() && annotation.formulas[0] != tree::none) context.parameters.fix_all();
    if (annotation.strings.size() != 2 || annotation.numbers.size() != 1 || annotation.numbers[0] < 0 || annotation.numbers[0] > 3) {
        context.reject(annotation.where, "an invariant needs a name, a moment and words",
                       "write INVARIANT(name, EVERY_STEP, \"words\"), or AT_RETURN, AT_QUIESCENCE or AT_END");
        return;
    }
    function.moment = static_cast<program::Moment>(annotation.numbers[0]);
    function.words = annotation.strings[1];
    function.pure = true;
}

void apply(Context& context, tree::Function& function, const Annotation& annotation) {
    const std::string& name = annotation.name;
    if (name == "mmapck.pure") {
        function.pure = true;
    } else if (name == "mmapck.atomic") {
        function.atomic = true;
    } else if (name == "mmapck.syscall") {
        function.system_call = true;
    } else if (name == "mmapck.notrace") {
        function.notrace = true;
    } else if (name == "mmapck.setup") {
        set_entry(context, function, tree::Role::setup, annotation);
    } else if (name == "mmapck.task") {
        set_entry(context, function, tree::Role::task, annotation);
    } else if (name == "mmapck.daemon") {
        set_entry(context, function, tree::Role::daemon, annotation);
    } else if (name == "mmapck.teardown") {
        set_entry(context, function, tree::Role::teardown, annotation);
    } else if (name == "mmapck.invariant") {
        set_invariant(context, function, annotation);
    } else {
        context.reject(annotation.where, quoted(name) + " does not belong on a function with a body",
                       "use the macros of <mmapck/primitives.h>");
    }
}

bool is_primitive_file(llvm::StringRef path) {
    const auto folder = path.rfind("include/mmapck/");
    if (folder == llvm::StringRef::npos || !path.endswith(".h")) {
        return false;
    }
    return path.substr(folder + 15).find('/') == llvm::StringRef::npos;
}

void check_entry(Context& context, const clang::FunctionDecl* definition, const tree::Function& function) {
    if (function.role == tree::Role::ordinary) {
        return;
    }
    const bool is_invariant = function.role == tree::Role::invariant;
    if (definition->getNumParams() != 0 || (!is_invariant && !definition->getReturnType()->isVoidType()) ||
        (is_invariant && !definition->getReturnType()->isIntegerType())) {
        context.reject(definition->getLocation(), "a task takes nothing and returns nothing, an invariant returns a bool",
                       "use the macros of <mmapck/primitives.h>");
    }
}

void check_signature(Context& context, const clang::FunctionDecl* definition) {
    reject_attributes(context, definition);
    if (definition->isVariadic()) {
        context.reject(definition->getLocation(), "a variable number of arguments is not part of model C", "declare a parameter for each argument");
    }
    if (definition->getReturnType()->isFunctionPointerType()) {
        context.reject(definition->getLocation(), "a function that returns a function pointer is not part of model C",
                       "return a pointer to a struct of operations");
    }
    if (!definition->hasWrittenPrototype()) {
        context.reject(definition->getLocation(), "a function without a prototype is not part of model C",
                       "write the types of the parameters between the parentheses, or (void) if there are none");
    }
    if (find_builtin(definition->getName()) != nullptr) {
        context.reject(definition->getLocation(), quoted(definition->getName()) + " is known to the compiler of model C",
                       "leave out the body, or use another name");
    }
    if (find_pool_function(definition)) {
        context.reject(definition->getLocation(), quoted(definition->getName()) + " belongs to a pool and has no body",
                       "leave out the body, or use another name");
    }
}

void add_parameters(Context& context, const clang::FunctionDecl* definition, tree::Function& function) {
    for (const clang::ParmVarDecl* parameter : definition->parameters()) {
        function.parameters.push_back(import_local(context, parameter));
    }
}

}  // namespace

void declare_function(Context& context, const clang::FunctionDecl* definition) {
    context.functions.emplace(definition->getCanonicalDecl(), static_cast<tree::FunctionId>(context.unit.functions.size()));
    context.unit.functions.emplace_back();
    context.unit.functions.back().name = definition->getName().str();
    context.position(definition->getLocation());  // files are numbered in the order of what is declared
}

void import_function(Context& context, const clang::FunctionDecl* definition) {
    tree::Function function;
    function.name = definition->getName().str();
    function.where = context.position(definition->getLocation());
    check_signature(context, definition);
    for (const Annotation& annotation : annotations_of(context, definition)) {
        apply(context, function, annotation);
    }
    check_entry(context, definition, function);
    const clang::PresumedLoc presumed = context.sources().getPresumedLoc(context.sources().getExpansionLoc(definition->getLocation()));
    function.primitive = function.notrace || (presumed.isValid() && is_primitive_file(presumed.getFilename()));
    function.result = import_stored_type(context, definition->getReturnType(), definition->getLocation());
    context.function = definition;
    context.in_pure = function.pure;
    add_parameters(context, definition, function);
    function.body = import_body(context, definition->getBody());
    context.function = nullptr;
    context.in_pure = false;
    context.unit.functions[context.functions.at(definition->getCanonicalDecl())] = std::move(function);
}

}  // namespace mmapck::lang::front
