/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 606c812eb1d5: an unmap that fails leaves detached what it has gathered. */
#define FAILED_GATHER_REATTACHES 0
#include "v6.12.c"
