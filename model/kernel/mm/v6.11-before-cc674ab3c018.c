/* SPDX-License-Identifier: Apache-2.0 */
/* v6.11 before cc674ab3c018: the file of shared memory stays where something fails after it. */
#define LATE_FAILURE_PUTS_SHMEM 0
#include "v6.11.c"
