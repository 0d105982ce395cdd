// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/import/context.h"

namespace mmapck::lang::front {

/// Reports case and default labels that do not stand in the switch's own block.
void check_labels(Context& context, const clang::SwitchStmt* statement);

}  // namespace mmapck::lang::front
