/* SPDX-License-Identifier: Apache-2.0 */
/* v7.0 with a nested prepare that unlocks what nobody has locked. */
#define COMPAT_NEVER_HIDES 0
#include "v7.0.c"
