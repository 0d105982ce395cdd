/* SPDX-License-Identifier: Apache-2.0 */
/* v6.12 before 35e351780fa9: the copy of a VMA is opened when its file leads to it already. */
#define FORK_OPENS_BEFORE_LINK 0
#include "v6.12.c"
