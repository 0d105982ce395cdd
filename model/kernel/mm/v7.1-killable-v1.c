/* SPDX-License-Identifier: Apache-2.0 */
/* "Use killable vma write locking in most places", v1: a signal ends a split after open. */
#define SPLIT_LOCKS_AFTER_OPEN 1
#include "v7.1.c"
