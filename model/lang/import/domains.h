// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// An annotate attribute with its arguments.
struct Annotation {
    std::string name;                   ///< "mmapck.range"
    std::vector<std::string> strings;   ///< arguments that are string literals, in order
    std::vector<std::int64_t> numbers;  ///< arguments that are integer constants, in order
    std::vector<tree::FormulaId> formulas;  ///< of the numbers
    clang::SourceLocation where;
};

/// All values of an integer type.
tree::Domain domain_of_width(unsigned bits, bool is_signed);

/// The annotations of a declaration, in source order. One that model C does not know is reported and left out.
std::vector<Annotation> annotations_of(Context& context, const clang::Decl* declaration);

/// The values that a variable, a parameter or a field may hold: range(), else the width of the bit-field, else the
/// enumerators, else the width of the type. Of an array: of its elements. Reports a range() that does not fit.
tree::Domain domain_of(Context& context, const clang::DeclaratorDecl* declaration, tree::TypeId type);

/// The tag that an array's indexed_by() or named_by() (`annotation`: "mmapck.indexed_by", ...) gives; empty without one.
/// Reports one on what is not an array of one dimension.
std::string element_tag_of(Context& context, const clang::DeclaratorDecl* declaration, const char* annotation);

}  // namespace mmapck::lang::front
