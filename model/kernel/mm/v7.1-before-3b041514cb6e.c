/* SPDX-License-Identifier: Apache-2.0 */
/* v7.1 before 3b041514cb6e: F_SEAL_EXEC seals against writing after the check. */
#define SEAL_EXEC_IMPLIES_FIRST 0
#include "v7.1.c"
