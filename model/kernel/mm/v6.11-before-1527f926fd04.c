/* SPDX-License-Identifier: Apache-2.0 */
/* v6.11 before 1527f926fd04: the file of the call is put, whatever the hook has put in its place. */
#define FAILED_HOOK_PUTS_VMA_FILE 0
#include "v6.11.c"
