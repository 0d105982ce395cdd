// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/program/program.h"

/// What the elements of an array are called: of `u8 held[]`, indexed by an enumeration, "REF_VMA" instead of 2. The names
/// are a type of the program, which no variable has, named after the array.
namespace mmapck::program {

/// Gives the elements of an array names. Of an array in a struct, all instances' elements have the same ones.
void name_elements(Program& program, VarId variable, std::vector<std::pair<std::int64_t, std::string>> names);

/// The name of an element, or its number where it has none. O(types).
std::string element_text(const Program& program, const Variable& variable, std::uint32_t element);

}  // namespace mmapck::program
