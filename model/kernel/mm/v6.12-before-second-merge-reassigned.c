/* SPDX-License-Identifier: Apache-2.0 */
/* 6.13-rc: after the merge that follows the hook, the VMA that was freed is used. */
#define SECOND_MERGE_REASSIGNS 0
#include "v6.12.c"
