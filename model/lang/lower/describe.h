// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/lang/tree.h"

namespace mmapck::lang::lowering {

/// An expression as C, for messages: "vma->vm_file", "files[...].f_op". Long ones are shortened.
std::string describe(const tree::Unit& unit, const tree::Expression& expression);

}  // namespace mmapck::lang::lowering
