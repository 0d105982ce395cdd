/* SPDX-License-Identifier: Apache-2.0 */
/* "mm: add vm_ops->mapped hook", v1: mapped is looked up in operations that may be missing. */
#define MAPPED_LOOKS_FOR_OPS 0
#include "v7.1.c"
