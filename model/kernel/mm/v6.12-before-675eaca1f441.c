/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 675eaca1f441: brk() keeps a charge where it cannot grow in place. */
#define FAILED_BRK_UNCHARGES 0
#include "v6.12.c"
