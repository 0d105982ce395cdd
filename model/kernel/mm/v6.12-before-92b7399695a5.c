/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 92b7399695a5: the copy of a VMA that cannot be stored keeps its file. */
#define FAILED_COPY_UNDOES_ALL 0
#include "v6.12.c"
