/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 2b7e8665b4ff: a child copies the pointer to exe_file and takes the reference later. */
#define CHILD_STARTS_WITHOUT_EXE_FILE 0
#include "v6.12.c"
