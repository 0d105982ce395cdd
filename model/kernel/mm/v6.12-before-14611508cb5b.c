/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 14611508cb5b: the abort of an overlay may run out of memory. */
#define ABORT_CANNOT_FAIL 0
#include "v6.12.c"
