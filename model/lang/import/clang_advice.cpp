// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/clang_advice.h"

#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"
#include "llvm/Support/Path.h"
#include "model/lang/import/kernel_names.h"

namespace mmapck::lang::front {

namespace {

const char* words(unsigned id) {
    switch (id) {
    case clang::diag::ext_implicit_function_decl:
    case clang::diag::err_undeclared_var_use:
        return "declare it before it is used, include the header that does, or write fault(\"its_name\", -EIO, FAULT_DRIVER) for what may just fail";
    case clang::diag::err_unknown_typename:
        return "include the header that declares the type, or write 'struct' before its name";
    case clang::diag::err_pp_file_not_found:
        return "name it relative to this file's folder or to one of the include folders";
    case clang::diag::err_pp_include_too_deep:
        return "break the cycle of includes, or put '#pragma once' at the top of each header";
    case clang::diag::err_pp_hash_error:
        return "meet the condition that this #error states";
    case clang::diag::err_typecheck_incomplete_tag:
    case clang::diag::err_typecheck_decl_incomplete_type:
    case clang::diag::err_field_incomplete_or_sizeless:
        return "define the struct before it is used";
    case clang::diag::ext_typecheck_convert_incompatible_pointer:
        return "use a pointer to the same struct; an object has one type in model C";
    case clang::diag::ext_typecheck_convert_int_pointer:
    case clang::diag::ext_typecheck_convert_pointer_int:
        return "integers and pointers do not mix: private data is 'foo_index(p)' of an object in a POOL, which is 'foo_at(index)'; an error is an int beside the pointer";
    case clang::diag::warn_falloff_nonvoid_function:
    case clang::diag::warn_maybe_falloff_nonvoid_function:
        return "return a value on every path";
    case clang::diag::warn_impcast_integer_precision_constant:
    case clang::diag::warn_impcast_bitfield_precision_constant:
        return "write a value that fits, or use a wider type";
    case clang::diag::err_no_member:
        return "declare the member in the struct, or use one that it has";
    case clang::diag::err_typecheck_call_too_few_args:
    case clang::diag::err_typecheck_call_too_many_args:
        return "pass one argument for each parameter";
    case clang::diag::err_typecheck_assign_const:
        return "leave out const where the object changes";
    case clang::diag::err_duplicate_case:
        return "give each case a value of its own";
    case clang::diag::err_init_element_not_constant:
        return "start with a constant, and assign in SETUP";
    case clang::diag::err_expr_not_ice:
        return "use an enumerator, a macro or a number";
    case clang::diag::ext_return_has_expr:
        return "write 'return;'";
    case clang::diag::ext_return_missing_expr:
        return "write the value after 'return'";
    case clang::diag::err_redefinition:
        return "rename one of the two, or make it static in one header that both include";
    case clang::diag::err_bracket_depth_exceeded:
        return "split the expression, or move inner blocks into functions";
    default:
        return "";
    }
}

/// The identifier that a message is about.
std::string quoted_argument(const clang::Diagnostic& info) {
    std::string name;
    if (info.getNumArgs() > 0 && info.getArgKind(0) == clang::DiagnosticsEngine::ak_identifierinfo) {
        name = info.getArgIdentifier(0)->getName().str();
    } else if (info.getNumArgs() > 0 && info.getArgKind(0) == clang::DiagnosticsEngine::ak_nameddecl) {
        name = reinterpret_cast<const clang::NamedDecl*>(info.getRawArg(0))->getNameAsString();
    }
    return "'" + name + "'";
}

/// The word that an error is about, as it is written.
std::string written_at(const clang::Diagnostic& info) {
    if (!info.hasSourceManager() || info.getLocation().isInvalid()) return {};
    const clang::SourceLocation location = info.getSourceManager().getSpellingLoc(info.getLocation());
    return clang::Lexer::getSourceText(clang::CharSourceRange::getTokenRange(location), info.getSourceManager(), clang::LangOptions()).str();
}

/// The struct that an error about an incomplete type names.
std::string incomplete_struct(const clang::Diagnostic& info) {
    for (unsigned i = 0; i < info.getNumArgs(); ++i) {
        if (info.getArgKind(i) != clang::DiagnosticsEngine::ak_qualtype) continue;
        const auto type = clang::QualType::getFromOpaquePtr(reinterpret_cast<void*>(info.getRawArg(i)));
        if (const clang::RecordType* const record = type->getAs<clang::RecordType>()) return record->getDecl()->getNameAsString();
    }
    return {};
}

std::string file_name(const clang::SourceManager& sources, clang::FileID file) {
    const clang::FileEntry* entry = sources.getFileEntryForID(file);
    return entry == nullptr ? std::string() : llvm::sys::path::filename(entry->getName()).str();
}

/// The files from one that is open twice to itself.
std::string include_cycle(const clang::Diagnostic& info) {
    std::string cycle;
    const clang::SourceManager& sources = info.getSourceManager();
    const clang::FileID last = sources.getFileID(sources.getExpansionLoc(info.getLocation()));
    clang::FileID file = last;
    do {
        cycle = " includes " + file_name(sources, file) + cycle;
        const clang::SourceLocation from = sources.getIncludeLoc(file);
        if (from.isInvalid()) {
            return "#include nested too deeply";
        }
        file = sources.getFileID(from);
    } while (sources.getFileEntryForID(file) != sources.getFileEntryForID(last));
    return "include cycle: " + file_name(sources, last) + cycle;
}

}  // namespace

std::string correction_of(const clang::Diagnostic& info) {
    for (const clang::FixItHint& hint : info.getFixItHints()) {
        if (hint.isNull() || hint.CodeToInsert.empty() || !info.hasSourceManager()) {
            continue;
        }
        bool invalid = false;
        const llvm::StringRef old =
            clang::Lexer::getSourceText(hint.RemoveRange, info.getSourceManager(), clang::LangOptions(), &invalid);
        if (invalid || old.empty()) {
            return "write '" + llvm::StringRef(hint.CodeToInsert).trim().str() + "' here";
        }
        return "write '" + hint.CodeToInsert + "' instead of '" + old.str() + "'";
    }
    return {};
}

bool is_reported_elsewhere(const clang::Diagnostic& info) { return info.getID() == clang::diag::err_pp_file_not_found; }

std::string reworded(const clang::Diagnostic& info, const std::string& message) {
    switch (info.getID()) {
    case clang::diag::ext_implicit_function_decl:
        return "the function " + quoted_argument(info) + " is not declared";
    case clang::diag::ext_missing_type_specifier:
        return instead_of(written_at(info)).empty() ? message : "the macro '" + written_at(info) + "' is not declared";
    case clang::diag::err_pp_include_too_deep:
        return include_cycle(info);
    default:
        return message;
    }
}

std::string advice_on_name(const clang::Diagnostic& info) {
    const std::string name = written_at(info);
    switch (info.getID()) {
    case clang::diag::ext_implicit_function_decl:
    case clang::diag::err_undeclared_var_use:
    case clang::diag::err_undeclared_var_use_suggest:
    case clang::diag::err_unknown_typename:
    case clang::diag::err_unknown_typename_suggest:
    case clang::diag::ext_missing_type_specifier:
        if (const llvm::StringRef driver = name; driver.endswith("_driver"))
            return "write 'DRIVER(" + driver.drop_back(7).str() + ", .mmap = ...)' in a file of the scenario's \"drivers\"";
        return std::string(instead_of(name));
    case clang::diag::err_field_incomplete_or_sizeless:
    case clang::diag::err_typecheck_decl_incomplete_type:
    case clang::diag::err_typecheck_incomplete_tag:
        return std::string(instead_of(incomplete_struct(info)));
    default:
        return {};
    }
}

std::string clang_advice(const clang::Diagnostic& info) {
    if (std::string correction = correction_of(info); !correction.empty()) return correction;
    return words(info.getID());
}

}  // namespace mmapck::lang::front
