/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before dc84bc2aba85: the child inherits the mark of a memory type that it has not reserved. */
#define CHILD_STARTS_WITHOUT_MEMTYPE 0
#include "v6.12.c"
