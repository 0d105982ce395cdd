/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before f64e67e5d3a4: userfaultfd is told of a fork that failed. */
#define FAILED_FORK_TELLS_NOBODY 0
#include "v6.12.c"
