// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/types.h"

#include <algorithm>

#include "model/lang/import/domains.h"
#include "model/lang/import/reject.h"

namespace mmapck::lang::front {

namespace {

constexpr unsigned deepest_structures = 32;

std::string printed(const Context& context, clang::QualType type) {
    clang::PrintingPolicy policy(context.ast.getLangOpts());
    policy.Bool = true;
    policy.AnonymousTagLocations = false;
    return type.getUnqualifiedType().getAsString(policy);
}

tree::Type integer(const Context& context, clang::QualType type) {
    tree::Type result;
    result.kind = tree::TypeKind::integer;
    result.name = printed(context, type);
    result.is_bool = type->isBooleanType();
    result.bits = result.is_bool ? 1 : static_cast<int>(context.ast.getTypeSize(type));
    result.is_signed = type->isSignedIntegerOrEnumerationType();
    if (result.is_bool) {
        result.name = "bool";
    }
    return result;
}

tree::TypeId import_enum(Context& context, clang::QualType type, const clang::EnumDecl* declaration, clang::SourceLocation where) {
    const clang::EnumDecl* definition = declaration->getDefinition();
    if (definition == nullptr) {
        context.reject(where, quoted(printed(context, type)) + " is declared but never defined", "define the enum and its enumerators");
        return int_type(context);
    }
    tree::Type result = integer(context, type);
    result.is_enum = true;
    if (definition->getIdentifier() == nullptr && definition->getTypedefNameForAnonDecl() == nullptr) {
        result.name = "enum";
    }
    for (const clang::EnumConstantDecl* enumerator : definition->enumerators()) {
        context.parameters.fix_in_prelude(enumerator->getInitExpr());
        result.enumerators.emplace_back(enumerator->getInitVal().extOrTrunc(64).getSExtValue(), enumerator->getName().str());
    }
    std::stable_sort(result.enumerators.begin(), result.enumerators.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto last = std::unique(result.enumerators.begin(), result.enumerators.end(),
                                  [](const auto& a, const auto& b) { return a.first == b.first; });
    result.enumerators.erase(last, result.enumerators.end());
    return intern(context, std::move(result));
}

/// Cells of one object; a pointer or an integer is one, and so is each structure beside its fields.
std::uint64_t cells(const Context& context, tree::TypeId id) {
    const tree::Type& type = context.unit.types[id];
    if (type.kind == tree::TypeKind::array) {
        return std::min(type.count * cells(context, type.element), most_cells + 1);
    }
    return type.kind == tree::TypeKind::structure ? context.structure_cells[type.structure] : 1;
}

unsigned structure_depth(const Context& context, tree::TypeId id) {
    const tree::Type* type = &context.unit.types[id];
    while (type->kind == tree::TypeKind::array) {
        type = &context.unit.types[type->element];
    }
    return type->kind == tree::TypeKind::structure ? context.structure_depths[type->structure] : 0;
}

tree::TypeId import_array(Context& context, const clang::ConstantArrayType* array, clang::SourceLocation where,
                          const std::string& unnamed) {
    tree::Type result;
    result.kind = tree::TypeKind::array;
    result.element = import_stored_type(context, array->getElementType(), where, unnamed);
    const std::uint64_t count = array->getSize().getLimitedValue(most_cells + 1);
    if (count == 0) {
        context.reject(where, "an array without elements", "give it at least one element");
        return int_type(context);
    }
    result.count = count;
    result.formula = context.parameters.count_of(context.ast, array);
    result.name = array_name(context.unit.types[result.element], count);
    const tree::TypeId id = intern(context, std::move(result));
    if (count > most_cells || cells(context, id) > most_cells) {
        context.reject(where, "the object has more than " + std::to_string(most_cells) + " cells, all elements and members counted",
                       "model it with fewer elements: a state holds every cell");
        return int_type(context);
    }
    return id;
}

std::string structure_name(const clang::RecordDecl* record, const std::string& unnamed) {
    if (record->getIdentifier() != nullptr) {
        return "struct " + record->getName().str();
    }
    if (const clang::TypedefNameDecl* name = record->getTypedefNameForAnonDecl()) {
        return name->getName().str();
    }
    return unnamed.empty() ? "struct" : "struct " + unnamed;
}

/// The number of a structure. Its fields come later: they may point to the structure itself, and chains of pointers may be long.
tree::StructId declare_structure(Context& context, const clang::RecordDecl* record, const std::string& unnamed) {
    record = record->getDefinition() != nullptr ? record->getDefinition() : llvm::cast<clang::RecordDecl>(record->getCanonicalDecl());
    const auto [known, is_new] = context.structures.try_emplace(record, static_cast<tree::StructId>(context.unit.structures.size()));
    if (is_new) {
        context.unit.structures.emplace_back();
        context.structure_cells.push_back(0);
        context.structure_depths.push_back(1);
        context.pending.push_back(record);
        context.unit.structures.back().name = structure_name(record, unnamed);
        context.unit.structures.back().where = context.position(record->getLocation());
    }
    return known->second;
}

void check_size(Context& context, const clang::RecordDecl* record, tree::StructId id) {
    if (context.structure_cells[id] > most_cells) {
        context.reject(record->getLocation(), "the object has more than " + std::to_string(most_cells) + " cells, all elements and members counted",
                       "model it with fewer elements: a state holds every cell");
    }
    if (context.structure_depths[id] > deepest_structures) {
        context.reject(record->getLocation(), "structs are nested more than " + std::to_string(deepest_structures) + " deep",
                       "follow a pointer to the inner struct instead");
    }
}

void add_field(Context& context, const clang::FieldDecl* declaration, tree::StructId id, std::vector<tree::Field>& fields) {
    tree::Field field;
    field.name = declaration->getName().str();
    field.where = context.position(declaration->getLocation());
    context.parameters.note_arrays(context.ast, declaration->getTypeSourceInfo());
    const std::string& outer = context.unit.structures[id].name;
    const std::string inner = llvm::StringRef(outer).startswith("struct ") ? outer.substr(7) : outer;
    field.type = import_stored_type(context, declaration->getType(), declaration->getLocation(), inner + "." + field.name);
    field.domain = domain_of(context, declaration, field.type);
    field.indexed_by = element_tag_of(context, declaration, "mmapck.indexed_by");
    context.fields.emplace(declaration, static_cast<std::uint32_t>(fields.size()));
    context.structure_cells[id] = std::min(context.structure_cells[id] + cells(context, field.type), most_cells + 1);
    context.structure_depths[id] = std::max(context.structure_depths[id], structure_depth(context, field.type) + 1);
    fields.push_back(std::move(field));
}

tree::TypeId import_struct_type(Context& context, const clang::RecordDecl* record, clang::SourceLocation where,
                                const std::string& unnamed) {
    const clang::RecordDecl* definition = record->getDefinition();
    tree::Type result;
    result.kind = tree::TypeKind::structure;
    result.structure = import_structure(context, record, unnamed);
    result.name = context.unit.structures[result.structure].name;
    if (definition == nullptr) {
        context.reject(where, quoted(result.name) + " is declared but never defined", "define the struct");
    }
    return intern(context, std::move(result));
}

tree::TypeId import_pointer(Context& context, clang::QualType pointee, clang::SourceLocation where) {
    tree::Type result;
    result.kind = tree::TypeKind::pointer;
    if (pointee->isVoidType()) {
        result.name = "void *";
    } else if (pointee->isFunctionType()) {
        result.kind = tree::TypeKind::function;
        result.name = printed(context, context.ast.getPointerType(pointee.getCanonicalType()));
    } else if (const auto* record = pointee->getAsStructureType()) {
        result.structure = declare_structure(context, record->getDecl(), {});
        result.name = context.unit.structures[result.structure].name + " *";
    } else {
        reject_pointee(context, pointee, where);
        return int_type(context);
    }
    return intern(context, std::move(result));
}

}  // namespace

std::string array_name(const tree::Type& element, std::uint64_t count) { return element.name + " [" + std::to_string(count) + "]"; }

tree::TypeId intern(Context& context, tree::Type type) {
    std::string key = std::to_string(static_cast<int>(type.kind)) + '|' + type.name + '|' + std::to_string(type.bits) +
                      (type.is_signed ? 's' : 'u') + (type.is_bool ? 'b' : 'i') + (type.is_enum ? 'e' : 'i') + '|' +
                      std::to_string(type.structure) + '|' + std::to_string(type.element) + '|' + std::to_string(type.count) + '|' + std::to_string(type.formula);
    for (const auto& [value, name] : type.enumerators) {
        key += '|' + name + '=' + std::to_string(value);
    }
    const auto [known, is_new] = context.types.try_emplace(std::move(key), static_cast<tree::TypeId>(context.unit.types.size()));
    if (is_new) {
        context.unit.types.push_back(std::move(type));
    }
    return known->second;
}

tree::TypeId void_type(Context& context) {
    tree::Type type;
    type.name = "void";
    return intern(context, std::move(type));
}

tree::TypeId int_type(Context& context) { return intern(context, integer(context, context.ast.IntTy)); }

namespace {

tree::TypeId import_new_type(Context& context, clang::QualType type, clang::SourceLocation where, const std::string& unnamed) {
    if (type->isVoidType()) {
        return void_type(context);
    }
    if (const auto* enumeration = type->getAs<clang::EnumType>()) {
        return import_enum(context, type, enumeration->getDecl(), where);
    }
    if (const auto* record = type->getAsStructureType()) {
        return import_struct_type(context, record->getDecl(), where, unnamed);
    }
    if (const auto* pointer = type->getAs<clang::PointerType>()) {
        return import_pointer(context, pointer->getPointeeType(), where);
    }
    if (const auto* array = context.ast.getAsConstantArrayType(type)) {
        return import_array(context, array, where, unnamed);
    }
    if (type->isBuiltinType() && type->isIntegerType() && context.ast.getTypeSize(type) <= 64) {
        return intern(context, integer(context, type));
    }
    reject_type(context, type, where);
    return int_type(context);
}

}  // namespace

tree::TypeId import_type(Context& context, clang::QualType type, clang::SourceLocation where, const std::string& unnamed) {
    const auto known = context.imported_types.find(type.getAsOpaquePtr());
    if (known != context.imported_types.end()) {
        return known->second;
    }
    const tree::TypeId id = import_new_type(context, type, where, unnamed);
    if (!context.reporter.has_errors()) {  // where it is rejected, it is so at each use
        context.imported_types.emplace(type.getAsOpaquePtr(), id);
    }
    return id;
}

tree::TypeId import_stored_type(Context& context, clang::QualType type, clang::SourceLocation where, const std::string& unnamed) {
    if (type->isVoidPointerType()) {
        context.reject(where, "a void pointer is stored", "use a pointer to the struct that it stands for; void * is only for NULL");
        return int_type(context);
    }
    return import_type(context, type, where, unnamed);
}

tree::StructId import_structure(Context& context, const clang::RecordDecl* record, const std::string& unnamed) {
    const tree::StructId id = declare_structure(context, record, unnamed);
    record = record->getDefinition();
    if (record == nullptr || context.structure_cells[id] != 0) {
        return id;
    }
    context.structure_cells[id] = 1;
    std::vector<tree::Field> fields;
    for (const clang::FieldDecl* declaration : record->fields()) {
        if (declaration->isUnnamedBitfield()) {
            continue;
        }
        if (declaration->isAnonymousStructOrUnion() || declaration->getIdentifier() == nullptr) {
            reject_unnamed_member(context, declaration);
        } else {
            add_field(context, declaration, id, fields);
        }
    }
    context.unit.structures[id].fields = std::move(fields);
    check_size(context, record, id);
    return id;
}

void finish_structures(Context& context) {
    while (!context.pending.empty()) {
        const clang::RecordDecl* record = context.pending.back();
        context.pending.pop_back();
        import_structure(context, record);
    }
}

}  // namespace mmapck::lang::front
