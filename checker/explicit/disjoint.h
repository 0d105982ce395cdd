// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/program.h"

namespace mmapck::checker::explicit_ {

/// True only if no state makes both conditions hold; finds the complements that lowering makes of `if` and `switch`. O(size of the
/// conjunctions).
bool disjoint(const program::Expressions& expressions, program::ExprId a, program::ExprId b);

}  // namespace mmapck::checker::explicit_
