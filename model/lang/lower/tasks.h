// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/lower/context.h"
#include "model/lang/lower/flow.h"

namespace mmapck::lang::lowering {

/// Lowers all tasks, and sets when the program is quiescent and when it has ended.
void lower_tasks(Context& context, Flow& flow);

/// Makes the invariants that the options keep.
void lower_invariants(Context& context);

/// Makes invariants for drivers whose files have none: what they count and allocate is gone at the end.
void add_leftovers(Context& context);

/// Lists the instances of struct mutex, spinlock and rw_semaphore.
void list_locks(Context& context);

/// Sets who owns the cells of local structures: their task, as long as no pointer to them can get into a cell that others use.
void find_owners(Context& context);

}  // namespace mmapck::lang::lowering
