// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// Cells that one object may have, all its members and elements together.
inline constexpr std::uint64_t most_cells = 65'536;

/// The tree's type. What is outside of the subset is reported at `where` and becomes int. `unnamed` names a struct without a tag or typedef.
tree::TypeId import_type(Context& context, clang::QualType type, clang::SourceLocation where, const std::string& unnamed = {});

/// As above, for what is stored: variables, parameters, fields and results. void * is not.
tree::TypeId import_stored_type(Context& context, clang::QualType type, clang::SourceLocation where, const std::string& unnamed = {});

tree::TypeId void_type(Context& context);
tree::TypeId int_type(Context& context);

/// The structure of a record, with its fields.
tree::StructId import_structure(Context& context, const clang::RecordDecl* record, const std::string& unnamed = {});

/// Imports the fields of all structures that were only pointed to so far.
void finish_structures(Context& context);

/// The name of an array with so many of these elements.
std::string array_name(const tree::Type& element, std::uint64_t count);

/// The id of a type that is equal to this one.
tree::TypeId intern(Context& context, tree::Type type);

}  // namespace mmapck::lang::front
