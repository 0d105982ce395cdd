/* SPDX-License-Identifier: Apache-2.0 */
/* v7.0 with a file that prepare has put in place of its own and a failure never puts. */
#define ABORT_PUTS_SWAPPED_FILE 0
#include "v7.0.c"
