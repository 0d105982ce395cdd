/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 64c37e134b12: swapoff() walks address spaces that are half made. */
#define FAILED_FORK_IS_UNSTABLE 0
#include "v6.12.c"
