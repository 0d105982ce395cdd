/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before "do not leak new_vma if the mremap hook fails" of 4.3: the copy
 * stays where the driver refuses the move. */
#define REFUSED_MOVE_UNMAPS_COPY 0
#include "v6.12.c"
